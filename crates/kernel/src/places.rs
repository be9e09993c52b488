//! Where an address is, as far as a database of places tells. People recognise a city or a country; they do not
//! recognise numbers.

use crate::http::is_public;
use serde::{Deserialize, Serialize};
use std::{net::IpAddr, path::Path, sync::Arc};
use utoipa::ToSchema;

/// Where somebody was, roughly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// An address of the network that the server itself is in.
    pub local: bool,
    /// ISO 3166-1, such as `DE`.
    pub country: Option<String>,
    /// Its English name, where the database has cities.
    pub city: Option<String>,
    /// Whose database says so, where its licence wants that named.
    pub source: Option<String>,
}

/// Looks places up in a file of the MaxMind format (`.mmdb`), whoever made it. Without one, only local addresses are known.
#[derive(Clone, Default)]
pub struct Places {
    database: Option<Arc<maxminddb::Reader<Vec<u8>>>>,
    source: Option<&'static str>,
}

/// What the known databases say: either as MaxMind nests it, or flat.
#[derive(Deserialize)]
struct Entry {
    country: Option<Country>,
    city: Option<City>,
    country_code: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Country {
    Nested { iso_code: Option<String> },
    Flat(String),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum City {
    Nested { names: Option<Names> },
    Flat(String),
}

#[derive(Deserialize)]
struct Names {
    en: Option<String>,
}

impl Places {
    /// # Errors
    /// When the file cannot be read or is no such database.
    pub fn open(file: &Path) -> anyhow::Result<Self> {
        Ok(Self { database: Some(Arc::new(maxminddb::Reader::open_readfile(file)?)), source: None })
    }

    /// Names whose database it is, beside each place.
    #[must_use]
    pub fn by(self, source: &'static str) -> Self {
        Self { source: Some(source), ..self }
    }

    /// None when the address is none, or nothing is known of it.
    #[must_use]
    pub fn of(&self, address: &str) -> Option<Place> {
        let address: IpAddr = address.parse().ok()?;
        let address = address.to_canonical();
        if !is_public(address) {
            return Some(Place { local: true, country: None, city: None, source: None });
        }
        let found = self.database.as_ref()?.lookup(address).ok()?;
        let entry: Entry = found.decode().ok()??;
        let code = match entry.country {
            Some(Country::Nested { iso_code }) => iso_code,
            Some(Country::Flat(code)) => Some(code),
            None => entry.country_code,
        };
        let country = code.filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()));
        let city = match entry.city {
            Some(City::Nested { names }) => names.and_then(|names| names.en),
            Some(City::Flat(name)) => Some(name),
            None => None,
        };
        let city = city.filter(|name| !name.is_empty());
        (country.is_some() || city.is_some()).then(|| Place { local: false, country, city, source: self.source.map(str::to_owned) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_addresses_are_known_without_a_database_and_others_are_not() {
        let places = Places::default();
        for local in ["127.0.0.1", "192.168.1.7", "::1", "fe80::1", "::ffff:10.0.0.1"] {
            assert!(places.of(local).unwrap().local, "{local}");
        }
        assert_eq!(places.of("8.8.8.8"), None);
        assert_eq!(places.of("nonsense"), None);
    }

    #[test]
    fn a_file_that_is_no_database_is_refused() {
        assert!(Places::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml").as_path()).is_err());
        assert!(Places::open(Path::new("/nowhere.mmdb")).is_err());
    }
}
