//! Currencies that money is kept in.

/// The active codes of ISO 4217 for the money of countries and unions.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP \
CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR \
KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK \
PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW";

pub(crate) fn is_currency(code: &str, (): &()) -> garde::Result {
    if CODES.split(' ').any(|known| known == code) { Ok(()) } else { Err(garde::Error::new("is no currency; write it like USD")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_ones() {
        assert!(CODES.split(' ').all(|code| code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase())));
        assert!(is_currency("EUR", &()).is_ok());
        for bad in ["", " ", "eur", "XXX", "EUR USD", "EURO"] {
            assert!(is_currency(bad, &()).is_err(), "{bad}");
        }
    }
}
