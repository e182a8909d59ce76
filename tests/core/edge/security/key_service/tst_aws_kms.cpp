// needs: edge/security/key_service tests/support/loopback
//
// The slot of AWS KMS against a fake that checks every signature itself. F55, V37.

#include "tests/core/edge/security/key_service/key_service_bench.h"
#include "tests/support/fake_kms.h"

#include "core/edge/security/key_service/aws_kms.h"

using namespace omni;
using namespace omni::keyservice;
using namespace omni::tests;

namespace {

constexpr std::int64_t began = 1'700'000'000;

AwsKms::Rule quickRule()
{
    AwsKms::Rule rule;
    rule.backoff = {milliseconds(1), milliseconds(4), seconds(60), 600};
    return rule;
}

} // namespace

class TestAwsKms : public QObject
{
    Q_OBJECT

    RunningClock m_clock;
    std::unique_ptr<FakeKms> m_fake;
    std::unique_ptr<net::HttpClient> m_client;

    [[nodiscard]] AwsPlace place(const std::string& key = "alias/omnitrade") const
    {
        return {addressOf(m_fake->server), "eu-central-1", key};
    }
    [[nodiscard]] AwsKeys keys() const
    {
        return {Secret(m_fake->id.toStdString()), Secret(m_fake->secret.toStdString()),
                Secret(m_fake->sessionToken.toStdString())};
    }
    std::unique_ptr<AwsKms> kms()
    {
        return std::make_unique<AwsKms>(*m_client, m_clock, place(), keys(), quickRule(), 1);
    }
    SlotReference aSlot()
    {
        return resultOf(kms()->make(someVault)).value().reference;
    }

private slots:
    void init()
    {
        m_fake = std::make_unique<FakeKms>();
        m_fake->secondsNow = [this] { return m_clock.wall().ns / 1'000'000'000; };
        m_client = net::HttpClient::make(ruleFor(m_fake->server), m_clock).value();
    }

    void aKeyIsMadeThereAndUnwrappedAgain()
    {
        const auto made = resultOf(kms()->make(someVault));
        QVERIFY2(made.has_value(), made ? "" : made.error().detail.c_str());
        QCOMPARE(made->key.size(), std::size_t{32});
        QCOMPARE(QString::fromStdString(made->reference.key), m_fake->keyArn); // not the alias, which may move

        const auto back = resultOf(kms()->fetch(made->reference, someVault));
        QVERIFY2(back.has_value(), back ? "" : back.error().detail.c_str());
        QVERIFY(isSame(made->key, *back));
        QCOMPARE(m_fake->made, 1);
        QCOMPARE(m_fake->unwrapped, 1);
        QVERIFY(!m_fake->server.allReceived().contains(m_fake->secret));
    }

    void aSignatureByAnotherSecretIsForged()
    {
        AwsKms forger(*m_client, m_clock, place(), {Secret("AKIDEXAMPLE"), Secret("another"), {}}, quickRule(), 1);
        const auto made = resultOf(forger.make(someVault));

        QCOMPARE(codeOf(made), static_cast<int>(Errc::Denied));
        QVERIFY(made.error().detail.find("signature") != std::string::npos);
        QCOMPARE(m_fake->forged, 1);
        QCOMPARE(m_fake->made, 0);
        QCOMPARE(m_fake->asked, 1); // no trying again
    }

    void aClockThatIsAnHourOffIsToldAsThat()
    {
        m_fake->secondsNow = [] { return began + 3600; };
        const auto made = resultOf(kms()->make(someVault));

        QCOMPARE(codeOf(made), static_cast<int>(Errc::Denied));
        QVERIFY(made.error().detail.find("clock") != std::string::npos);
        QCOMPARE(m_fake->forged, 1);
    }

    void keysThatAreLentBringTheirToken()
    {
        m_fake->sessionToken = "made-up-session-token";
        QVERIFY(resultOf(kms()->make(someVault)).has_value());

        AwsKms without(*m_client, m_clock, place(),
                       {Secret(m_fake->id.toStdString()), Secret(m_fake->secret.toStdString()), {}}, quickRule(), 1);
        QCOMPARE(codeOf(resultOf(without.make(someVault))), static_cast<int>(Errc::Denied));
    }

    void whatARefusalQuotesIsNotRepeated()
    {
        m_fake->sessionToken = "made-up-session-token";
        AwsKms forger(*m_client, m_clock, place(),
                      {Secret("AKIDEXAMPLE"), Secret("another"), Secret("made-up-session-token")}, quickRule(), 1);
        const auto made = resultOf(forger.make(someVault));

        QCOMPARE(codeOf(made), static_cast<int>(Errc::Denied));
        QCOMPARE(m_fake->forged, 1);
        QVERIFY2(made.error().detail.find("made-up") == std::string::npos, made.error().detail.c_str());
    }

    void aKeyIsBoundToItsVault()
    {
        const auto slot = aSlot();
        constexpr vault::VaultId other{std::byte{0xAC}};

        QCOMPARE(codeOf(resultOf(kms()->fetch(slot, other))), static_cast<int>(Errc::Corrupt));
        QCOMPARE(m_fake->unwrapped, 0);
    }

    void whatAwsRefusesIsToldInPlainWords_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* type, Errc code, const char* word) {
            QTest::newRow(type) << QByteArray(type) << static_cast<int>(code) << QByteArray(word);
        };
        row("AccessDeniedException", Errc::Denied, "right");
        row("DisabledException", Errc::Denied, "disabled");
        row("KMSInvalidStateException", Errc::Denied, "deletion");
        row("NotFoundException", Errc::NotFound, "no such key");
        row("InvalidCiphertextException", Errc::Corrupt, "does not unwrap");
        row("com.amazonaws.kms#IncorrectKeyException", Errc::Corrupt, "does not unwrap");
        row("ExpiredTokenException", Errc::Denied, "lent");
        row("UnrecognizedClientException", Errc::Denied, "access keys");
    }

    void whatAwsRefusesIsToldInPlainWords()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, code);
        QFETCH(QByteArray, word);
        const auto slot = aSlot();
        m_fake->nextAnswers = {{"400 Bad Request", type}};

        const auto back = resultOf(kms()->fetch(slot, someVault));
        QCOMPARE(codeOf(back), code);
        QVERIFY2(back.error().detail.find(word.constData()) != std::string::npos, back.error().detail.c_str());
        QVERIFY(m_fake->nextAnswers.isEmpty()); // it was the refusal, and once
        QCOMPARE(m_fake->asked, 2);
    }

    void throttlingIsWaitedOut()
    {
        const auto slot = aSlot();
        m_fake->nextAnswers = {{"400 Bad Request", "ThrottlingException"},
                               {"500 Internal Server Error", "KMSInternalException"},
                               {"503 Service Unavailable", "DependencyTimeoutException"}};

        QVERIFY(resultOf(kms()->fetch(slot, someVault)).has_value());
        QCOMPARE(m_fake->asked, 1 + 3 + 1);
    }

    void throttlingWithoutEndEnds()
    {
        const auto slot = aSlot();
        for (int i = 0; i < 20; ++i) {
            m_fake->nextAnswers += std::pair<QByteArray, QByteArray>("400 Bad Request", "ThrottlingException");
        }

        QCOMPARE(codeOf(resultOf(kms()->fetch(slot, someVault))), static_cast<int>(Errc::RateLimited));
        QCOMPARE(m_fake->asked, 1 + quickRule().triesMost);
    }

    void aSlotOfAnotherServiceIsRefusedBeforeAnythingIsSent()
    {
        auto slot = aSlot();
        slot.address = "https://kms.evil.example.com";
        QCOMPARE(codeOf(resultOf(kms()->fetch(slot, someVault))), static_cast<int>(Errc::Conflict));
        slot = aSlot();
        slot.region = "us-east-1";
        QCOMPARE(codeOf(resultOf(kms()->fetch(slot, someVault))), static_cast<int>(Errc::Conflict));
        QCOMPARE(m_fake->asked, 2); // the two that made slots
    }

    void whatIsNoKeyIsRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("nothing") << QByteArray("{}");
        QTest::newRow("31 bytes") << QByteArray(R"({"Plaintext":")" + QByteArray(31, 'k').toBase64() + R"("})");
        QTest::newRow("33 bytes") << QByteArray(R"({"Plaintext":")" + QByteArray(33, 'k').toBase64() + R"("})");
        QTest::newRow("letters") << QByteArray(R"({"Plaintext":"no base of any kind"})");
    }

    void whatIsNoKeyIsRefused()
    {
        QFETCH(QByteArray, body);
        const auto slot = aSlot();
        m_fake->server.onRequest = [&](Served& to, const QByteArray&) { to.send(httpAnswer(body)); };

        QVERIFY(!resultOf(kms()->fetch(slot, someVault)).has_value());
    }

    void awsOwnAddressIsThatOfTheRegion()
    {
        QCOMPARE(awsAddress("eu-central-1").value(), std::string("https://kms.eu-central-1.amazonaws.com"));
        for (const char* region : {"", "eu.evil", "eu/x", "EU", "eu@x"}) {
            QVERIFY2(!awsAddress(region).has_value(), region);
        }
    }
};

QTEST_GUILESS_MAIN(TestAwsKms)
#include "tst_aws_kms.moc"
