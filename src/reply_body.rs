//! Reading what other servers answer. Nobody's answer takes more memory than it may.

use bytes::{Bytes, BytesMut};
use reqwest::Response;

/// The most bytes of an answer of an API. The longest ones in use, a hundred updates or charges,
/// have a tenth of it.
const LIMIT: u64 = 10_000_000;

/// Why an answer could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplyBodyError {
    /// It has more bytes than it may have.
    #[error("a reply of more than {limit} bytes")]
    TooLarge {
        /// As many as it may have.
        limit: u64,
    },
    /// The connection failed. The URL, which may contain a token or a key, is removed.
    #[error(transparent)]
    Broken(reqwest::Error),
}

/// The answer of an API, of at most 10 MB.
pub(crate) async fn read(response: Response) -> Result<Bytes, ReplyBodyError> {
    read_at_most(response, LIMIT).await
}

/// An answer of at most so many bytes. One whose header tells of more is not begun.
pub(crate) async fn read_at_most(
    mut response: Response,
    limit: u64,
) -> Result<Bytes, ReplyBodyError> {
    let too_large = ReplyBodyError::TooLarge { limit };
    let length = response.content_length();
    if length.is_some_and(|length| length > limit) {
        return Err(too_large);
    }

    let mut bytes = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(broken)? {
        if (bytes.len() + piece.len()) as u64 > limit {
            return Err(too_large);
        }

        bytes.extend_from_slice(&piece);
    }

    Ok(bytes.freeze())
}

fn broken(error: reqwest::Error) -> ReplyBodyError {
    ReplyBodyError::Broken(error.without_url())
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;

    /// The answer of a server that sends these bytes to the first request, and as many pieces of a
    /// kilobyte as it can after them.
    async fn answer_of_a_server(head: &'static str, pieces: usize) -> Response {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();

        tokio::spawn(async move {
            let (mut connection, _) = listener.accept().await.unwrap();
            let mut request = [0; 1024];
            let _ = connection.read(&mut request).await.unwrap();
            connection.write_all(head.as_bytes()).await.unwrap();

            for _ in 0..pieces {
                if connection.write_all(&[b'x'; 1000]).await.is_err() {
                    return;
                }
            }
        });

        reqwest::get(format!("http://{address}/secret"))
            .await
            .unwrap()
    }

    const ENDLESS: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

    #[tokio::test]
    async fn what_fits_is_read_to_the_last_byte() {
        let response = answer_of_a_server(ENDLESS, 50).await;
        let bytes = read_at_most(response, 50_000).await.unwrap();
        assert_eq!(bytes.len(), 50_000);
    }

    #[tokio::test]
    async fn an_answer_without_end_is_given_up() {
        let response = answer_of_a_server(ENDLESS, usize::MAX).await;
        let error = read_at_most(response, 50_000).await.unwrap_err();
        assert!(matches!(error, ReplyBodyError::TooLarge { limit: 50_000 }));
    }

    #[tokio::test]
    async fn an_answer_that_tells_of_too_much_is_not_begun() {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 50001\r\n\r\n";
        let error = read_at_most(answer_of_a_server(head, 0).await, 50_000).await;
        assert!(matches!(error, Err(ReplyBodyError::TooLarge { .. })));
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_tells_no_address() {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n";
        let error = read(answer_of_a_server(head, 2).await).await.unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
