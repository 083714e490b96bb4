# Texts that all messages share

greeting = Hello,
action-heading = What to do
link-fallback = If the button does not work, copy this address into your browser:
footer-automatic = This message was sent automatically by { $installation }.
footer-reply = You can reply to this message.
footer-no-reply = Please do not reply to this message; replies are not read.

fact-project = Project
fact-reference = Project reference
fact-municipality = Municipality
fact-lead-municipality = Lead municipality
fact-partners = Partners
fact-obligation = Obligation
fact-period = Period
fact-due = Deadline
fact-call = Call
fact-costs = Costs of the municipality
fact-own-funding = Own funding
fact-applied = Grant applied for
fact-received = Received
fact-decided = Date of the decision
fact-award = Grant, at most
fact-rate = Share of eligible costs
fact-accept-by = To be accepted by
fact-use-period = Period of use
fact-claim = Payment claim
fact-claimed = Amount claimed
fact-recipient = Recipient
fact-amount = Paid
fact-paid = Date of payment
fact-payment-reference = Payment reference
claim-number = no. { $claim }
fact-advance = Advance
fact-unpaid = Not paid
fact-failed = Failed
instalment-number = instalment { $instalment }
