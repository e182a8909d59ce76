// needs: edge/security/key_service
//
// Signatures against AWS's published ones: the signature version 4 test suite (aws4_testsuite: access key AKIDEXAMPLE,
// us-east-1, "service") and the worked example of the signing process (IAM's ListUsers). V37.

#include "core/edge/security/key_service/request_signature.h"

#include <QCryptographicHash>
#include <QTest>

using namespace omni;
using namespace omni::keyservice;

namespace {

constexpr std::string_view date = "20150830T123600Z";

AwsKeys exampleKeys()
{
    return {Secret("AKIDEXAMPLE"), Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), {}};
}

SignedParts partsOf(const char* method, const char* path = "/", const char* query = "")
{
    SignedParts parts;
    parts.method = method;
    parts.path = path;
    parts.query = query;
    parts.fields = {{"Host", "example.amazonaws.com"}, {"X-Amz-Date", std::string(date)}};
    return parts;
}

SignedParts with(SignedParts parts, std::vector<std::pair<std::string, std::string>> more, std::string_view body = {})
{
    parts.fields.insert(parts.fields.end(), more.begin(), more.end());
    parts.body = body;
    return parts;
}

std::string signatureOf(const SignedParts& parts, std::string_view service = "service")
{
    const auto value = authorization(parts, exampleKeys(), date, "us-east-1", service);
    return value.substr(value.rfind('=') + 1);
}

} // namespace

Q_DECLARE_METATYPE(SignedParts)

class TestRequestSignature : public QObject
{
    Q_OBJECT

private slots:
    void publishedSignaturesAreMet_data()
    {
        QTest::addColumn<SignedParts>("parts");
        QTest::addColumn<QString>("signature");
        const auto row = [](const char* name, const SignedParts& parts, const char* signature) {
            QTest::newRow(name) << parts << QString::fromLatin1(signature);
        };
        row("get-vanilla", partsOf("GET"), "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        row("post-vanilla", partsOf("POST"), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
        row("get-vanilla-query-order-key-case", partsOf("GET", "/", "Param2=value2&Param1=value1"),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
        row("get-vanilla-empty-query-key", partsOf("GET", "/", "Param1=value1"),
            "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb");
        row("get-unreserved", partsOf("GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f");
        row("get-header-value-trim",
            with(partsOf("GET"), {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}}),
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
        row("post-header-key-sort", with(partsOf("POST"), {{"My-Header1", "value1"}}),
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c");
        row("post-x-www-form-urlencoded",
            with(partsOf("POST"), {{"Content-Type", "application/x-www-form-urlencoded"}}, "Param1=value1"),
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    void publishedSignaturesAreMet()
    {
        QFETCH(SignedParts, parts);
        QFETCH(QString, signature);

        QCOMPARE(QString::fromStdString(signatureOf(parts)), signature);
    }

    void theWorkedExampleIsMetInBothItsSteps()
    {
        SignedParts parts = partsOf("GET", "/", "Action=ListUsers&Version=2010-05-08");
        parts.fields = {{"host", "iam.amazonaws.com"},
                        {"content-type", "application/x-www-form-urlencoded; charset=utf-8"},
                        {"x-amz-date", std::string(date)}};

        const auto canonical = QByteArray::fromStdString(canonicalRequest(parts));
        QCOMPARE(QCryptographicHash::hash(canonical, QCryptographicHash::Sha256).toHex(),
                 QByteArray("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"));
        QCOMPARE(authorization(parts, exampleKeys(), date, "us-east-1", "iam"),
                 std::string("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                             "SignedHeaders=content-type;host;x-amz-date, "
                             "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
    }

    void everyPartIsSigned()
    {
        const auto all = with(partsOf("POST"), {{"X-Amz-Target", "TrentService.Decrypt"}}, "{}");
        const auto right = signatureOf(all);
        auto other = all;
        other.method = "PUT";
        QVERIFY(signatureOf(other) != right);
        other = all;
        other.path = "/x";
        QVERIFY(signatureOf(other) != right);
        other = all;
        other.fields.back().second = "TrentService.Encrypt";
        QVERIFY(signatureOf(other) != right);
        other = all;
        other.body = "{ }";
        QVERIFY(signatureOf(other) != right);
        QVERIFY(signatureOf(all, "kms") != right);
    }

    void theDateIsThatOfTheSecond()
    {
        QCOMPARE(amzDate(Timestamp{1'440'938'160'999'999'999}), std::string(date));
    }
};

QTEST_APPLESS_MAIN(TestRequestSignature)
#include "tst_request_signature.moc"
