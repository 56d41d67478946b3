//! Pictures that a visitor sends from the chat page. They go to the disk as they come, and are
//! answered with 202 once they are a row of the inbox. What is not accepted, for whatever reason,
//! leaves nothing behind.

use std::{sync::Arc, time::Duration};

use axum::{
    body::BodyDataStream,
    extract::Request,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::StreamExt;

use super::{
    FILES_PER_UPLOAD, RouterState, State,
    error::{Result, WebError},
    guard::ClientNetwork,
    send::{self, Sender},
    upload_form::{FormFile, UploadForm},
    upload_limiter::{UploadBudget, UploadPlace},
    visitor::Visitor,
};
use crate::{
    domain::{
        incoming::{Incoming, RemoteFile},
        network::Network,
    },
    messengers::web_chat,
    pictures::uploads::ArrivedUpload,
};

/// What the form has beside its files.
const FORM_BYTES: u64 = 1 << 20;
/// The most bytes that may follow a form.
const LONGEST_END: usize = 1 << 16;
/// How long the rest of a refused upload is read and dropped. A browser that is still sending may
/// not see an answer that comes before it has finished.
const READ_REFUSED_FOR: Duration = Duration::from_secs(10);

/// Pictures, one or several.
pub(super) async fn files(
    state: State,
    visitor: Visitor,
    ClientNetwork(network): ClientNetwork,
    request: Request,
) -> Response {
    let (head, body) = request.into_parts();
    let mut body = body.into_data_stream();
    let upload = Upload {
        state: &state,
        visitor: &visitor,
        network,
    };

    let outcome = upload.receive(&head.headers, &mut body).await;
    if upload.is_rest_read(&head.headers) {
        let rest = async { while let Some(Ok(_)) = body.next().await {} };
        // The rest of what was accepted is nothing at all.
        let _ = tokio::time::timeout(READ_REFUSED_FOR, rest).await;
    }

    match outcome {
        Ok(()) => send::accepted(&state.web, &visitor),
        Err(error) => error.into_response(),
    }
}

/// An upload under way.
struct Upload<'a> {
    state: &'a Arc<RouterState>,
    visitor: &'a Visitor,
    network: Network,
}

impl Upload<'_> {
    async fn receive(&self, headers: &HeaderMap, body: &mut BodyDataStream) -> Result<()> {
        if declared_length(headers).is_some_and(|bytes| bytes > self.largest()) {
            return Err(WebError::TooLarge);
        }

        let mut form = UploadForm::new(headers, body, self.largest())?;
        let id = form.id().await?;
        let sender = Sender::new(&self.state.web, self.visitor, self.network);
        if is_known(self.state, &sender, &id).await? {
            return Ok(());
        }
        if !self.state.web.pictures.has_room().await {
            return Err(WebError::NoRoom);
        }

        let files = self.files(&mut form).await?;
        if files.is_empty() {
            return Err(WebError::BadRequest);
        }

        drop(form);
        read_end(body).await?;

        // Accepting goes on if the visitor leaves now: otherwise there could be a row whose files
        // are deleted because nobody has heard that it was written.
        tokio::spawn(accept(Arc::clone(self.state), sender, id, files)).await?
    }

    async fn files(&self, form: &mut UploadForm<'_>) -> Result<Vec<ArrivedUpload>> {
        let limiter = &self.state.uploads;
        let mut budget = limiter.budget(self.visitor.chat(), self.network);
        let mut place = None;
        let mut files = Vec::new();

        while let Some(file) = form.next_file().await? {
            if files.len() >= FILES_PER_UPLOAD {
                return Err(WebError::BadRequest);
            }

            files.push(self.file(file, &mut budget, &mut place).await?);
        }

        Ok(files)
    }

    /// Takes in one file. The upload takes its place with the first bytes that come: somebody who
    /// sends nothing has none.
    async fn file(
        &self,
        mut file: FormFile<'_>,
        budget: &mut UploadBudget<'_>,
        place: &mut Option<UploadPlace>,
    ) -> Result<ArrivedUpload> {
        let mut next = next_piece(&mut file, place.as_ref()).await?;
        if next.is_some() && place.is_none() {
            *place = Some(self.state.uploads.begin(self.network).await?);
        }

        let largest = self.state.web.upload_bytes as u64;
        let mut arriving = self.state.web.pictures.begin_upload();
        while let Some(piece) = next {
            budget.take(piece.len())?;
            if let Some(place) = place.as_ref() {
                place.note(piece.len());
            }
            if arriving.size() + piece.len() as u64 > largest {
                return Err(WebError::TooLarge);
            }

            let written = arriving.write(&piece).await;
            self.or_no_room(written).await?;
            next = next_piece(&mut file, place.as_ref()).await?;
        }

        let arrived = arriving.finish().await;
        self.or_no_room(arrived).await
    }

    /// A disk that is full is no fault of ours.
    async fn or_no_room<T>(&self, written: anyhow::Result<T>) -> Result<T> {
        match written {
            Ok(written) => Ok(written),
            Err(error) if !self.state.web.pictures.has_room().await => {
                tracing::warn!(?error, "an upload is refused because the disk is full");
                Err(WebError::NoRoom)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn largest(&self) -> u64 {
        let files = self.state.web.upload_bytes.saturating_mul(FILES_PER_UPLOAD);

        (files as u64).saturating_add(FORM_BYTES)
    }

    /// Whether the rest of the body is worth reading for the sake of the answer.
    fn is_rest_read(&self, headers: &HeaderMap) -> bool {
        let fits = declared_length(headers).is_none_or(|bytes| bytes <= self.largest());
        fits && !headers.contains_key(header::EXPECT)
    }
}

/// Reads what follows a form, which is next to nothing. Only a body that comes to its end is whole.
async fn read_end(body: &mut BodyDataStream) -> Result<()> {
    let mut bytes = 0;
    while let Some(piece) = body.next().await {
        bytes += piece.map_err(|_| WebError::BadRequest)?.len();
        if bytes > LONGEST_END {
            return Err(WebError::BadRequest);
        }
    }

    Ok(())
}

/// The next bytes of a file, unless its upload has to make room.
async fn next_piece(file: &mut FormFile<'_>, place: Option<&UploadPlace>) -> Result<Option<Bytes>> {
    let Some(place) = place else {
        return file.next_piece().await;
    };

    tokio::select! {
        piece = file.next_piece() => piece,
        () = place.displaced() => Err(WebError::Busy),
    }
}

/// Moves the files to their places and writes the row that names them. One upload of a chat at a
/// time, so that of two with one id the second finds the first one's row.
async fn accept(
    state: Arc<RouterState>,
    sender: Sender,
    id: String,
    files: Vec<ArrivedUpload>,
) -> Result<()> {
    let _turn = state.accepting(sender.chat()).lock().await;
    if is_known(&state, &sender, &id).await? {
        return Ok(());
    }

    let named = files
        .iter()
        .map(|file| RemoteFile {
            reference: file.key().to_string(),
            bytes: Some(file.size()),
            is_round: false,
        })
        .collect();
    let incoming = Incoming::Files {
        files: named,
        caption: None,
    };

    let web = &state.web;
    let placed = web.pictures.place_uploads(sender.chat(), files).await?;
    send::record(web, sender, &id, incoming).await?;
    placed.keep();

    Ok(())
}

async fn is_known(state: &RouterState, sender: &Sender, id: &str) -> Result<bool> {
    let update = sender.update_id(id);
    let inbox = &state.web.stores.inbox;

    Ok(inbox.is_known(web_chat::NAME, &update).await?)
}

fn declared_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}
