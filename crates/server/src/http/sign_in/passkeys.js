// Passkeys: asks the browser's device, and sends what it answers. Served by this site; it asks nobody else.
"use strict";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** What the server answers; the words of a refusal are for the reader. */
async function ask(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "accept-language": document.documentElement.lang },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(said.message);
  }
  return said;
}

async function signIn(form) {
  const options = await ask("/sign-in/passkey/options", { next: form.elements.next.value });
  const chosen = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge) },
  });
  return ask("/sign-in/passkey", {
    id: text(chosen.rawId),
    clientData: text(chosen.response.clientDataJSON),
    deviceData: text(chosen.response.authenticatorData),
    signature: text(chosen.response.signature),
    user: chosen.response.userHandle ? text(chosen.response.userHandle) : null,
  });
}

async function add(form) {
  const options = await ask("/sign-in/passkeys/options", {});
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
    },
  });
  return ask("/sign-in/passkeys", {
    name: form.elements.name.value,
    id: text(made.rawId),
    clientData: text(made.response.clientDataJSON),
    deviceData: text(made.response.getAuthenticatorData()),
  });
}

const ways = { "sign-in": signIn, add };
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    continue;
  }
  form.hidden = false;
  const alert = form.querySelector("[role=alert]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    alert.hidden = true;
    try {
      const done = await ways[form.dataset.passkey](form);
      location.assign(done.page);
    } catch (failure) {
      // What the browser says of a device comes without words for the reader.
      alert.textContent = failure instanceof DOMException ? form.dataset.stopped : failure.message || form.dataset.stopped;
      alert.hidden = false;
    }
  });
}
