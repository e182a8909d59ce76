// HashiCorp Vault as far as the vault uses it, on the loopback device: tokens with a life, one role, the transit engine
// and KV version 2. It gives nothing to a token that it does not know, and counts who tried.

#pragma once

#include "tests/support/http_request_text.h"
#include "tests/support/loopback/scripted_server.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <utility>

namespace omni::tests {

class FakeHashicorp
{
public:
    QByteArray nameSpace; ///< That all lies in.
    QString roleId = QStringLiteral("role-1"), secretId = QStringLiteral("secret-1");
    QSet<QByteArray> tokens{"s.made-up-token"};
    bool isSealed = false, isRenewable = true;
    QByteArray redirect; ///< Where a standby sends everybody.
    int leaseSeconds = 3600;
    int asked = 0, refused = 0, renewed = 0, revoked = 0, wrapped = 0, unwrapped = 0;
    QSet<QByteArray> retiredKeys; ///< Ciphertexts whose version is out of use.

    explicit FakeHashicorp(std::optional<Identity> identity = std::nullopt)
        : server(std::move(identity))
    {
        server.onRequest = [this](Served& to, const QByteArray& all) { answer(to, HttpRequestText(all)); };
    }

    ScriptedServer server;

private:
    static QByteArray errors(const char* text)
    {
        return jsonText({{QStringLiteral("errors"), QJsonArray{QString::fromLatin1(text)}}});
    }
    static QByteArray dataText(const QJsonObject& data)
    {
        return jsonText({{QStringLiteral("data"), data}});
    }
    [[nodiscard]] QByteArray authText(const QByteArray& token) const
    {
        return jsonText({{QStringLiteral("auth"),
                          QJsonObject{{QStringLiteral("client_token"), QString::fromLatin1(token)},
                                      {QStringLiteral("lease_duration"), leaseSeconds},
                                      {QStringLiteral("renewable"), isRenewable}}}});
    }

    void answer(Served& to, const HttpRequestText& request)
    {
        ++asked;
        if (!redirect.isEmpty()) {
            return to.send(httpAnswer("", "307 Temporary Redirect", "Location: " + redirect + request.target + "\r\n"));
        }
        if (isSealed) {
            return to.send(httpAnswer(errors("Vault is sealed"), "503 Service Unavailable"));
        }
        const bool isHere = request.field("x-vault-namespace") == nameSpace;
        if (isHere && request.target == "/v1/auth/approle/login") {
            return signIn(to, request.json());
        }
        const QByteArray token = request.field("x-vault-token");
        if (!isHere || !tokens.contains(token)) {
            ++refused;
            return to.send(httpAnswer(errors("permission denied"), "403 Forbidden"));
        }
        if (request.target.startsWith("/v1/auth/token/")) {
            return ofToken(to, request.target.mid(15), token);
        }
        if (request.target.startsWith("/v1/transit/")) {
            return ofTransit(to, request.target.mid(12), request.json());
        }
        if (request.target.startsWith("/v1/secret/data/")) {
            return ofValues(to, request);
        }
        to.send(httpAnswer(errors("no handler for route"), "404 Not Found"));
    }

    void signIn(Served& to, const QJsonObject& asks)
    {
        if (asks[QStringLiteral("role_id")].toString() != roleId
            || asks[QStringLiteral("secret_id")].toString() != secretId) {
            ++refused;
            return to.send(httpAnswer(errors("invalid role or secret ID"), "400 Bad Request"));
        }
        const QByteArray token = "s.of-the-role-" + QByteArray::number(++m_signIns);
        tokens.insert(token);
        to.send(httpAnswer(authText(token)));
    }

    void ofToken(Served& to, const QByteArray& act, const QByteArray& token)
    {
        if (act == "lookup-self") {
            return to.send(httpAnswer(
                dataText({{QStringLiteral("ttl"), leaseSeconds}, {QStringLiteral("renewable"), isRenewable}})));
        }
        if (act == "renew-self") {
            ++renewed;
            return to.send(httpAnswer(authText(token)));
        }
        ++revoked;
        tokens.remove(token);
        to.send(httpAnswer("", "204 No Content", ""));
    }

    void ofTransit(Served& to, const QByteArray& act, const QJsonObject& asks)
    {
        if (act == "encrypt/omnitrade") {
            ++wrapped;
            const QByteArray name = "vault:v1:wrapped+" + QByteArray::number(wrapped) + "==";
            m_keys.insert(name, asks[QStringLiteral("plaintext")].toString());
            return to.send(httpAnswer(dataText({{QStringLiteral("ciphertext"), QString::fromLatin1(name)}})));
        }
        const QByteArray name = asks[QStringLiteral("ciphertext")].toString().toLatin1();
        if (act != "decrypt/omnitrade" || !m_keys.contains(name) || retiredKeys.contains(name)) {
            return to.send(httpAnswer(errors("invalid ciphertext: unable to decrypt"), "400 Bad Request"));
        }
        ++unwrapped;
        to.send(httpAnswer(dataText({{QStringLiteral("plaintext"), m_keys[name]}})));
    }

    void ofValues(Served& to, const HttpRequestText& request)
    {
        const QByteArray path = request.target.split('?').first();
        if (request.method == "POST") {
            if (m_values.contains(path)) { // "cas": 0 is for what is not there
                return to.send(
                    httpAnswer(errors("check-and-set parameter did not match the current version"), "400 Bad Request"));
            }
            ++wrapped;
            m_values.insert(path, request.json()[QStringLiteral("data")].toObject());
            return to.send(httpAnswer(dataText({{QStringLiteral("version"), 1}})));
        }
        if (!m_values.contains(path) || !request.target.endsWith("?version=1")) {
            return to.send(httpAnswer(errors(""), "404 Not Found"));
        }
        ++unwrapped;
        to.send(httpAnswer(dataText({{QStringLiteral("data"), m_values[path]}})));
    }

    QHash<QByteArray, QString> m_keys;
    QHash<QByteArray, QJsonObject> m_values;
    int m_signIns = 0;
};

} // namespace omni::tests
