// The one form of a token, held against published examples of others, which are refused.

#include "core/edge/security/tokens/signing_key.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>
#include <string>

using namespace omni;
using namespace omni::tokens;

namespace {

Claims someClaims()
{
    Claims claims;
    claims.audience.fill(std::byte{0xA1});
    claims.subject = "ann";
    claims.roles = risk::humanRoles;
    claims.sessionVersion = 7;
    claims.id.fill(std::byte{0x2B});
    claims.issuedAt = claims.notBefore = 1'795'000'000;
    claims.expiresAt = 1'795'000'900;
    return claims;
}

std::string nameOfFault(const auto& result)
{
    return result ? "ok" : std::string(nameOf(result.error()));
}

std::string base64Url(std::string_view text)
{
    std::string out(base64UrlSize(text.size()), '\0');
    writeBase64Url(std::as_bytes(std::span(text)), std::as_writable_bytes(std::span(out)));
    return out;
}

} // namespace

class TestTokenFormat : public QObject
{
    Q_OBJECT

private slots:
    /// RFC 8037, appendix A.4: Ed25519 over a header and "Example of Ed25519 signing".
    void signsAsTheStandardDoes()
    {
        std::array<std::byte, 32> seed{}, known{};
        Signature signature{};
        QVERIFY(bytesFromBase64Url("nWGxne_9WmC6hEr0kuws"
                                   "xERJxWl7MmkZcDusAxyuf2A",
                                   seed));
        QVERIFY(bytesFromBase64Url("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", known));
        QVERIFY(bytesFromBase64Url("hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvp"
                                   "Ar_MuM0KAg",
                                   signature));
        const std::string text = base64Url(R"({"alg":"EdDSA"})") + "." + base64Url("Example of Ed25519 signing");

        const auto key = signingKeyOf(seed);

        QVERIFY(key && key->publicKey == known);
        QVERIFY(signatureOf(*key, text) == signature);
        QVERIFY(isSignedBy(known, text, signature));
        QVERIFY(!isSignedBy(known, text + "x", signature));
    }

    /// RFC 8032, 5.1.7: s has one form. s + L signs the same for a check that does not look.
    void aSignatureHasOneForm()
    {
        constexpr std::array<std::uint8_t, 32> order{0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7,
                                                     0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0,    0,    0,    0,    0,    0,
                                                     0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
        const auto key = newSigningKey();
        auto signature = signatureOf(*key, "text");
        QVERIFY(isSignedBy(key->publicKey, "text", signature));
        unsigned carry = 0;
        for (std::size_t i = 0; i < order.size(); ++i) {
            carry += std::to_integer<unsigned>(signature[32 + i]) + order[i];
            signature[32 + i] = static_cast<std::byte>(carry & 0xFFU);
            carry >>= 8U;
        }
        QVERIFY(!isSignedBy(key->publicKey, "text", signature));
    }

    void readsWhatItWritesAndNothingElse()
    {
        const auto claims = someClaims();
        const std::string text = claimsText(claims);
        QCOMPARE(text,
                 std::string(R"({"iss":"omnitrade","aud":"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1","sub":"ann","role":63,)"
                             R"("sv":7,"jti":"2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b","iat":1795000000,)"
                             R"("nbf":1795000000,"exp":1795000900})"));
        QVERIFY(claimsFrom(text) == claims);

        std::mt19937_64 random(23);
        for (std::size_t i = 0; i < text.size(); ++i) {
            QVERIFY(!claimsFrom(text.substr(0, i)));
            auto changed = text;
            changed[i] = static_cast<char>(random());
            const auto read = claimsFrom(changed);
            QVERIFY(!read || claimsText(*read) == changed);
        }
    }

    void refusesClaimsInAnotherForm_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");

        const auto row = [](const char* name, const char* from, const char* to) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to);
        };
        row("a claim twice", R"("role":63,)", R"("role":63,"role":1,)");
        row("a claim more", R"("sv":7,)", R"("sv":7,"admin":true,)");
        row("a claim less", R"("nbf":1795000000,)", "");
        row("another order", R"("role":63,"sv":7)", R"("sv":7,"role":63)");
        row("a blank", R"(,"sv")", R"(, "sv")");
        row("another issuer", "omnitrade", "omnitrada");
        row("a number as text", R"("sv":7)", R"("sv":"7")");
        row("a number with a zero before it", R"("sv":7)", R"("sv":07)");
        row("a negative number", R"("sv":7)", R"("sv":-7)");
        row("a number with an exponent", "1795000900", "1795e6");
        row("a number beyond 64 bits", "1795000900", "99999999999999999999999");
        row("a role that no human has", R"("role":63)", R"("role":64)");
        row("a name with an escape", R"("ann")", R"("an\u006e")");
        row("a name of nobody", R"("ann")", R"("")");
        row("a long name", R"("ann")", R"("annannannannannannannannannannannann")");
        row("capital digits", "2b2b", "2B2B");
        row("something behind it", "900}", "900}}");
    }

    void refusesClaimsInAnotherForm()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        auto text = QByteArray::fromStdString(claimsText(someClaims()));
        QVERIFY(text.contains(from));
        text.replace(text.indexOf(from), from.size(), to);

        QCOMPARE(nameOfFault(claimsFrom(text.toStdString())), std::string("claims"));
    }

    void base64UrlHasOneForm()
    {
        std::array<std::byte, 1> one{};
        std::array<std::byte, 3> three{};
        QVERIFY(bytesFromBase64Url("_w", one));
        QVERIFY(one[0] == std::byte{0xFF});
        QVERIFY(!bytesFromBase64Url("_x", one)); // bits behind the last byte
        QVERIFY(!bytesFromBase64Url("/w", one));
        QVERIFY(!bytesFromBase64Url("_w==", one));
        QVERIFY(!bytesFromBase64Url("_", one));
        QVERIFY(bytesFromBase64Url("-_-_", three));
        QVERIFY(!bytesFromBase64Url("-_ _", three));
        QVERIFY(!bytesFromBase64Url(std::string_view("-_\0_", 4), three));
        QCOMPARE(base64Url("f"), std::string("Zg"));
        QCOMPARE(base64Url("fo"), std::string("Zm8"));
        QCOMPARE(base64Url("foobar"), std::string("Zm9vYmFy"));
    }

    /// The vectors are not part of this project. All are of other algorithms: valid or not, they are no tokens here.
    void refusesThePublishedTokensOfOtherAlgorithms()
    {
        const QString shared = qEnvironmentVariable("OMNI_SHARED", QStringLiteral(OMNI_SOURCE_DIR "/../shared"));
        QFile file(shared + QStringLiteral("/reference/security/jwt_jws.json"));
        if (!file.open(QIODevice::ReadOnly)) {
            QSKIP("no reference/security/jwt_jws.json: tokens of other algorithms were not tried");
        }
        int asked = 0;
        for (const auto each : QJsonDocument::fromJson(file.readAll()).object()[QLatin1String("vectors")].toArray()) {
            const auto vector = each.toObject();
            auto compact = vector[QLatin1String("compact")].toString();
            if (compact.isEmpty()) {
                compact = vector[QLatin1String("cookbook")]
                              .toObject()[QLatin1String("output")]
                              .toObject()[QLatin1String("compact")]
                              .toString();
            }
            QVERIFY(!compact.isEmpty());
            QCOMPARE(nameOfFault(partsOf(compact.toStdString())), std::string("header"));
            // What they say is nonetheless read by the same letters.
            const auto header = vector[QLatin1String("header")].toString().toStdString();
            QVERIFY(header.empty() || base64Url(header) == compact.section(QLatin1Char('.'), 0, 0).toStdString());
            asked += 1;
        }
        QCOMPARE(asked, 4);
    }
};

QTEST_APPLESS_MAIN(TestTokenFormat)
#include "tst_token_format.moc"
