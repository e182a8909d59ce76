#include "tests/support/loopback/identity.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace omni::tests {

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

Key newKey()
{
    return Key(EVP_EC_gen("P-256"));
}

QByteArray contentsOf(BIO* bio)
{
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

QByteArray pemOf(X509* certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return contentsOf(bio.get());
}

QByteArray pemOf(EVP_PKEY* key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return contentsOf(bio.get());
}

void extend(X509* certificate, int kind, const std::string& value)
{
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/// Not signed yet.
Certificate draft(EVP_PKEY* key, const std::string& name, const QDateTime& from, const QDateTime& until)
{
    static long serial = 1;
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), static_cast<time_t>(from.toSecsSinceEpoch()));
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), static_cast<time_t>(until.toSecsSinceEpoch()));
    X509_set_pubkey(certificate.get(), key);
    const std::string text = name;
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()), -1,
                               0);
    return certificate;
}

Certificate draftServer(EVP_PKEY* key, const IdentityRequest& request)
{
    auto certificate = draft(key, "a server of a test", request.from, request.until);
    std::string names;
    for (const auto& name : request.names) {
        names.append(names.empty() ? "" : ",").append(name);
    }
    extend(certificate.get(), NID_subject_alt_name, names);
    return certificate;
}

void sign(X509* certificate, X509_NAME* issuer, EVP_PKEY* key)
{
    X509_set_issuer_name(certificate, issuer);
    X509_sign(certificate, key, EVP_sha256());
}

} // namespace

struct Authority::Parts {
    Key key = newKey();
    Certificate certificate;
};

IdentityRequest forThisMachine()
{
    IdentityRequest request;
    request.names = {"DNS:localhost", "IP:127.0.0.1"};
    return request;
}

Authority::Authority()
    : m_parts(std::make_unique<Parts>())
{
    static int count = 0;
    const auto now = QDateTime::currentDateTimeUtc();
    m_parts->certificate = draft(m_parts->key.get(), "an authority of a test " + std::to_string(++count),
                                 now.addYears(-1), now.addYears(1));
    auto* certificate = m_parts->certificate.get();
    extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
    extend(certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    sign(certificate, X509_get_subject_name(certificate), m_parts->key.get());
}

Authority::~Authority() = default;

QByteArray Authority::certificate() const
{
    return pemOf(m_parts->certificate.get());
}

Identity Authority::issue(const IdentityRequest& request) const
{
    const auto key = newKey();
    const auto certificate = draftServer(key.get(), request);
    sign(certificate.get(), X509_get_subject_name(m_parts->certificate.get()), m_parts->key.get());
    return {pemOf(certificate.get()), pemOf(key.get())};
}

Identity selfSigned(const IdentityRequest& request)
{
    const auto key = newKey();
    const auto certificate = draftServer(key.get(), request);
    sign(certificate.get(), X509_get_subject_name(certificate.get()), key.get());
    return {pemOf(certificate.get()), pemOf(key.get())};
}

} // namespace omni::tests
