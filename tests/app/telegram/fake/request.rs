//! A request of the bot in any encoding: JSON, multipart, urlencoded or in the query.

use std::collections::HashMap;

use axum::{
    Form, Json, RequestExt,
    body::Bytes,
    extract::{Multipart, Query, Request as HttpRequest},
    http::header::CONTENT_TYPE,
};
use serde_json::{Map, Value};

/// The fields of a request, and the files that came with it.
#[derive(Debug, Default)]
pub(crate) struct Request {
    fields: Map<String, Value>,
    files: HashMap<String, Attached>,
}

/// A file that came with a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attached {
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
}

impl Request {
    /// Reads what a method was called with; `None` when it is in no dress that Telegram knows.
    pub(crate) async fn read(mut http: HttpRequest) -> Option<Self> {
        let query: Query<Vec<(String, String)>> = http.extract_parts().await.ok()?;
        let kind = http
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or("")
            .to_owned();

        let mut read = match kind.split(';').next().unwrap_or("") {
            "" => Self::default(),
            "application/json" => Self::json(http).await?,
            "multipart/form-data" => Self::multipart(http).await?,
            "application/x-www-form-urlencoded" => Self::form(http).await?,
            _ => return None,
        };

        for (name, value) in query.0 {
            read.fields.insert(name, Value::String(value));
        }

        Some(read)
    }

    async fn json(http: HttpRequest) -> Option<Self> {
        match http.extract::<Json<Value>, _>().await.ok()?.0 {
            Value::Object(fields) => Some(Self {
                fields,
                files: HashMap::new(),
            }),
            Value::Null => Some(Self::default()),
            _ => None,
        }
    }

    async fn form(http: HttpRequest) -> Option<Self> {
        let pairs = http
            .extract::<Form<Vec<(String, String)>>, _>()
            .await
            .ok()?
            .0;

        let fields = pairs
            .into_iter()
            .map(|(name, value)| (name, Value::String(value)))
            .collect();
        Some(Self {
            fields,
            files: HashMap::new(),
        })
    }

    async fn multipart(http: HttpRequest) -> Option<Self> {
        let mut parts: Multipart = http.extract().await.ok()?;
        let mut read = Self::default();
        while let Some(part) = parts.next_field().await.ok()? {
            let name = part.name()?.to_owned();
            if let Some(file) = part.file_name().map(str::to_owned) {
                read.files.insert(
                    name,
                    Attached {
                        name: file,
                        bytes: part.bytes().await.ok()?,
                    },
                );
            } else {
                read.fields
                    .insert(name, Value::String(part.text().await.ok()?));
            }
        }

        Some(read)
    }

    /// All fields.
    pub(crate) fn fields(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    /// A text; numbers are read as such, too.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        match self.fields.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            other => Some(other.to_string()),
        }
    }

    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// A nested value: as it is in JSON, or as JSON in a text.
    pub(crate) fn nested(&self, name: &str) -> Option<Value> {
        match self.fields.get(name)? {
            Value::String(text) => serde_json::from_str(text).ok(),
            Value::Null => None,
            other => Some(other.clone()),
        }
    }

    /// The file that came with the request for this field: in a part of this name, or where the
    /// field points to.
    pub(crate) fn file(&self, name: &str) -> Option<Attached> {
        self.files
            .get(name)
            .cloned()
            .or_else(|| self.attached(self.fields.get(name)?.as_str()?))
    }

    pub(crate) fn attached(&self, pointer: &str) -> Option<Attached> {
        self.files.get(pointer.strip_prefix("attach://")?).cloned()
    }
}
