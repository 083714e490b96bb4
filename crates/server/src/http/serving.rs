//! Takes connections and answers what comes over them.

use std::{convert::Infallible, net::SocketAddr, pin::pin, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, serve::Listener};
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower::ServiceExt;

/// Serves until told to stop; requests under way are finished. A connection over which no whole head of a request
/// has come after `head`, the first or the next one, is closed. Plain HTTP/1.1, which is what proxies speak to whom
/// they stand before.
///
/// # Errors
/// When the socket fails.
pub async fn serve(
    mut listener: TcpListener,
    router: Router,
    head: Duration,
    mut stop: watch::Receiver<bool>,
) -> std::io::Result<()> {
    let (ended, connected) = watch::channel(());
    loop {
        let taken = tokio::select! {
            taken = Listener::accept(&mut listener) => taken,
            () = told(&mut stop) => break,
        };
        let (stream, address) = taken;
        tokio::spawn(connection(
            stream,
            address,
            router.clone(),
            head,
            stop.clone(),
            connected.clone(),
        ));
    }
    drop(listener);
    drop(connected);
    // Nobody holds the other end any more when the last connection is done.
    ended.closed().await;
    Ok(())
}

async fn connection(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    head: Duration,
    mut stop: watch::Receiver<bool>,
    _connected: watch::Receiver<()>,
) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        let router = router.clone();
        async move {
            let Ok(response) = router.oneshot(request.map(Body::new)).await;
            Ok::<_, Infallible>(response)
        }
    });
    let mut served = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .serve_connection(TokioIo::new(stream), service)
    );
    let mut ending = false;
    loop {
        tokio::select! {
            // What went wrong on the way of one client is no fault of ours, and says who it is.
            _ = served.as_mut() => return,
            () = told(&mut stop), if !ending => {
                ending = true;
                served.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Until it is told to stop, or nobody is there to tell it any more.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}
