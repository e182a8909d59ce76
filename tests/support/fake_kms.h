// AWS KMS as far as the vault uses it, on the loopback device: it checks each signature with code of its own, the age
// of the request and the encryption context, and refuses what is forged.

#pragma once

#include "tests/support/http_request_text.h"
#include "tests/support/loopback/scripted_server.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QHash>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>

#include <cstdint>
#include <functional>
#include <utility>

namespace omni::tests {

class FakeKms
{
public:
    QByteArray id = "AKIDEXAMPLE", secret = "made-up/secret+of-a-test", sessionToken, region = "eu-central-1";
    QString keyArn = QStringLiteral("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    std::function<std::int64_t()> secondsNow = [] { return QDateTime::currentSecsSinceEpoch(); };
    QList<std::pair<QByteArray, QByteArray>> nextAnswers; ///< Status and type of errors, before it works again.
    int asked = 0, forged = 0, made = 0, unwrapped = 0;

    explicit FakeKms(std::optional<Identity> identity = std::nullopt)
        : server(std::move(identity))
    {
        server.onRequest = [this](Served& to, const QByteArray& all) { answer(to, HttpRequestText(all)); };
    }

    ScriptedServer server;

private:
    struct Wrapped {
        QByteArray key;
        QJsonObject context;
    };

    static QByteArray hmac(const QByteArray& key, const QByteArray& text)
    {
        return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
    }
    static QByteArray hash(const QByteArray& text)
    {
        return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
    }

    /// The signature that the request should have; empty when it is not even of the right form.
    [[nodiscard]] QByteArray rightSignature(const HttpRequestText& request, const QByteArray& names) const
    {
        const QByteArray date = request.field("x-amz-date");
        QByteArray canonical = request.method + "\n/\n\n";
        for (const auto& name : names.split(';')) {
            canonical += name + ':' + request.field(name) + '\n';
        }
        canonical += '\n' + names + '\n' + hash(request.body);
        const QByteArray scope = date.left(8) + '/' + region + "/kms/aws4_request";
        QByteArray key = "AWS4" + secret;
        for (const auto& step : {date.left(8), region, QByteArray("kms"), QByteArray("aws4_request")}) {
            key = hmac(key, step);
        }
        return hmac(key, "AWS4-HMAC-SHA256\n" + date + '\n' + scope + '\n' + hash(canonical)).toHex();
    }

    [[nodiscard]] QByteArray faultOf(const HttpRequestText& request) const
    {
        static const QRegularExpression form(QStringLiteral(
            "^AWS4-HMAC-SHA256 Credential=([^/]+)/[^,]+, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$"));
        const auto found = form.match(QString::fromLatin1(request.field("authorization")));
        if (!found.hasMatch()) {
            return "IncompleteSignatureException";
        }
        if (found.captured(1).toLatin1() != id) {
            return "UnrecognizedClientException";
        }
        const QByteArray names = found.captured(2).toLatin1();
        for (const char* needed : {"host", "x-amz-date", "x-amz-target"}) {
            if (!names.split(';').contains(needed)) {
                return "IncompleteSignatureException";
            }
        }
        if (found.captured(3).toLatin1() != rightSignature(request, names)) {
            return "InvalidSignatureException";
        }
        const auto at = QDateTime::fromString(QString::fromLatin1(request.field("x-amz-date")),
                                              QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
        const qint64 signedAt = QDateTime(at.date(), at.time(), Qt::UTC).toSecsSinceEpoch();
        if (std::abs(signedAt - static_cast<qint64>(secondsNow())) > 300) {
            return "InvalidSignatureException";
        }
        return request.field("x-amz-security-token") == sessionToken ? QByteArray() : "ExpiredTokenException";
    }

    static void refuse(Served& to, const QByteArray& status, const QByteArray& type,
                       const QByteArray& words = "so says the fake")
    {
        to.send(httpAnswer(R"({"__type":")" + type + R"(","message":")" + words + R"("})", status,
                           "Content-Type: application/x-amz-json-1.1\r\n"));
    }

    void answer(Served& to, const HttpRequestText& request)
    {
        ++asked;
        if (const auto fault = faultOf(request); !fault.isEmpty()) {
            ++forged;
            // As AWS does it: the whole request in the words of the refusal.
            return refuse(to, "400 Bad Request", fault, "should have been " + request.field("x-amz-security-token"));
        }
        if (!nextAnswers.isEmpty()) {
            const auto next = nextAnswers.takeFirst();
            return refuse(to, next.first, next.second);
        }
        const auto asks = request.json();
        const auto context = asks[QStringLiteral("EncryptionContext")].toObject();
        if (request.field("x-amz-target") == "TrentService.GenerateDataKey") {
            return generate(to, asks, context);
        }
        const auto found = m_wrapped.constFind(asks[QStringLiteral("CiphertextBlob")].toString());
        if (found == m_wrapped.cend() || found->context != context) {
            return refuse(to, "400 Bad Request", "InvalidCiphertextException");
        }
        if (asks[QStringLiteral("KeyId")].toString() != keyArn) {
            return refuse(to, "400 Bad Request", "com.amazonaws.kms#IncorrectKeyException");
        }
        ++unwrapped;
        to.send(httpAnswer(jsonText({{QStringLiteral("KeyId"), keyArn},
                                     {QStringLiteral("Plaintext"), QString::fromLatin1(found->key.toBase64())}})));
    }

    void generate(Served& to, const QJsonObject& asks, const QJsonObject& context)
    {
        const auto key = asks[QStringLiteral("KeyId")].toString();
        if (key != keyArn && key != QStringLiteral("alias/omnitrade")) {
            return refuse(to, "400 Bad Request", "NotFoundException");
        }
        ++made;
        const auto plain = QCryptographicHash::hash("key " + QByteArray::number(made), QCryptographicHash::Sha256);
        const auto blob = QString::fromLatin1(hash("blob " + QByteArray::number(made)).toBase64());
        m_wrapped.insert(blob, {plain, context});
        to.send(httpAnswer(jsonText({{QStringLiteral("KeyId"), keyArn},
                                     {QStringLiteral("CiphertextBlob"), blob},
                                     {QStringLiteral("Plaintext"), QString::fromLatin1(plain.toBase64())}})));
    }

    QHash<QString, Wrapped> m_wrapped;
};

} // namespace omni::tests
