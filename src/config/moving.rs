//! The settings of both sides when a service moves.

use secrecy::ExposeSecret;

use super::{Settings, SettingsError, check};

impl Settings {
    /// These settings with the SQLite file and the folder of pictures, whatever else is set.
    #[must_use]
    pub fn on_one_machine(&self) -> Self {
        let mut settings = self.clone();
        settings.database.url = String::new().into();
        settings.database.listen_url = String::new().into();
        settings.storage.url = String::new();

        settings
    }

    /// These settings with another database and another bucket, where they are given.
    ///
    /// # Errors
    /// If one of them makes no sense.
    pub fn elsewhere(
        &self,
        database: Option<&str>,
        bucket: Option<&str>,
    ) -> Result<Self, SettingsError> {
        let mut settings = self.clone();
        if let Some(url) = database {
            settings.database.url = url.to_owned().into();
            settings.database.listen_url = String::new().into();
        }
        if let Some(url) = bucket {
            url.clone_into(&mut settings.storage.url);
        }

        check::check(&settings)?;
        Ok(settings)
    }

    /// Whether a PostgreSQL database is set.
    #[must_use]
    pub fn has_postgres(&self) -> bool {
        !self.database.url.expose_secret().is_empty()
    }

    /// Whether a bucket is set.
    #[must_use]
    pub fn has_bucket(&self) -> bool {
        !self.storage.url.is_empty()
    }
}
