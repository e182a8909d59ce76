#include "core/edge/sandbox/keys/server_identity.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <QSslCertificate>
#include <QSslKey>

#include <cstdint>
#include <memory>

namespace omni::sandbox {

namespace {

template<auto Free> struct Freeing {
    template<class T> void operator()(T* object) const
    {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;

QByteArray contentsOf(BIO* bio)
{
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

bool extend(X509* certificate, int kind, const char* value)
{
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
    const bool isAdded = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return isAdded;
}

bool setSerial(X509* certificate)
{
    std::uint64_t serial = 0;
    return RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1
        && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1 | 1) == 1;
}

bool setTimes(X509* certificate, Timestamp now)
{
    const auto at = [](Timestamp time) { return static_cast<time_t>(time.ns / seconds(1).ns); };
    return ASN1_TIME_set(X509_getm_notBefore(certificate), at(now - minutes(60))) != nullptr
        && ASN1_TIME_set(X509_getm_notAfter(certificate), at(now + days(7))) != nullptr;
}

/// Null: it could not be made. It has no key usage: one without the right to sign certificates would not be its own
/// issuer, and with it clients would trust more than this server.
Certificate signedBySelf(EVP_PKEY* key, Timestamp now)
{
    Certificate made(X509_new());
    X509* certificate = made.get();
    const auto* name = reinterpret_cast<const unsigned char*>("OmniTrade paper exchange");
    const bool isWhole = certificate != nullptr && X509_set_version(certificate, 2) == 1 && setSerial(certificate)
        && setTimes(certificate, now) && X509_set_pubkey(certificate, key) == 1
        && X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, name, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1
        && extend(certificate, NID_basic_constraints, "critical,CA:FALSE")
        && extend(certificate, NID_ext_key_usage, "serverAuth")
        && extend(certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1")
        && X509_sign(certificate, key, EVP_sha256()) > 0;
    return isWhole ? std::move(made) : nullptr;
}

} // namespace

Result<ServerIdentity> newServerIdentity(Timestamp now)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = key ? signedBySelf(key.get(), now) : nullptr;
    const Bio open(BIO_new(BIO_s_mem())), hidden(BIO_new(BIO_s_secmem()));
    if (!certificate || !open || !hidden || PEM_write_bio_X509(open.get(), certificate.get()) != 1
        || PEM_write_bio_PrivateKey(hidden.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return failure(Errc::Unavailable, "OpenSSL could make no certificate");
    }
    const QByteArray pem = contentsOf(open.get());
    ServerIdentity made;
    made.certificatePem = pem.toStdString();
    made.tls = QSslConfiguration::defaultConfiguration();
    made.tls.setProtocol(QSsl::TlsV1_2OrLater);
    made.tls.setLocalCertificate(QSslCertificate(pem));
    QByteArray keyPem = contentsOf(hidden.get());
    made.tls.setPrivateKey(QSslKey(keyPem, QSsl::Ec));
    keyPem.fill('\0');
    if (made.tls.localCertificate().isNull() || made.tls.privateKey().isNull()) {
        return failure(Errc::Unavailable, "the certificate that was made cannot be read");
    }
    return made;
}

} // namespace omni::sandbox
