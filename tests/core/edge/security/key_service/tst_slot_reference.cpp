// needs: edge/security/key_service
//
// What a slot says of its key service can be written by anybody who can write the file: it is read strictly, and no
// name in it can lead a request elsewhere.

#include "core/edge/security/key_service/slot_reference.h"

#include <QTest>

#include <random>

using namespace omni;
using namespace omni::keyservice;

namespace {

SlotReference ofTransit()
{
    return {ServiceKind::Transit, "https://vault.example.com:8200", "team/a", "transit", "omnitrade", {},
            "vault:v1:abc+/="};
}

SlotReference ofAws()
{
    return {ServiceKind::AwsKms,
            "https://kms.eu-central-1.amazonaws.com",
            {},
            {},
            "arn:aws:kms:eu-central-1:111122223333:key/1234abcd",
            "eu-central-1",
            "AQIDAHh="};
}

Bytes bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

} // namespace

class TestSlotReference : public QObject
{
    Q_OBJECT

private slots:
    void readsBackAsItWasWritten()
    {
        SlotReference values{ServiceKind::KeyValue, "http://127.0.0.1:8200", {}, "secret", "apps/omnitrade", {}, "3"};
        for (const auto& reference : {ofTransit(), ofAws(), values}) {
            const auto bytes = referenceBytes(reference);
            QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().detail.c_str());
            const auto back = referenceFrom(*bytes);
            QVERIFY(back.has_value());
            QVERIFY(back->kind == reference.kind && back->address == reference.address && back->key == reference.key);
            QVERIFY(back->nameSpace == reference.nameSpace && back->mount == reference.mount);
            QVERIFY(back->region == reference.region && back->wrapped == reference.wrapped);
        }
    }

    // Each of these would make the token ask for something else, or of somebody else.
    void namesThatLeadElsewhereAreRefused_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("value");
        for (const char* value :
             {"../sys/seal", "a/../b", "", "/a", "a//b", "a?list=true", "a#b", "a%2fb", "a b", "a\r\nX"}) {
            QTest::newRow(QByteArray("mount ") + QByteArray(value).simplified()) << "mount" << value;
            QTest::newRow(QByteArray("key ") + QByteArray(value).simplified()) << "key" << value;
        }
        QTest::newRow("a transit key of two parts") << "key"
                                                    << "a/b";
        QTest::newRow("namespace") << "namespace"
                                   << "a/../..";
        for (const char* value : {"", "vault.example.com", "ftp://vault.example.com", "https://", "https://user@host:1",
                                  "https://host:0", "https://host:65536", "https://host:8200/path",
                                  "https://host:8200?x", "https://host:+1", "https://[::1", "https://HOST:1"}) {
            QTest::newRow(QByteArray("address ") + value) << "address" << value;
        }
        QTest::newRow("wrapped") << "wrapped"
                                 << "a\",\"x\":\"";
        QTest::newRow("nothing wrapped") << "wrapped"
                                         << "";
    }

    void namesThatLeadElsewhereAreRefused()
    {
        QFETCH(QString, part);
        QFETCH(QString, value);
        auto reference = ofTransit();
        (part == "mount"           ? reference.mount
             : part == "key"       ? reference.key
             : part == "namespace" ? reference.nameSpace
             : part == "address"   ? reference.address
                                   : reference.wrapped)
            = value.toStdString();

        QVERIFY(!check(reference).has_value());
        QVERIFY(!referenceBytes(reference).has_value());
    }

    void aRegionIsOneLabelOfAHostsName()
    {
        for (const char* region :
             {"", "eu.evil.example", "eu/1", "eu central", "eu-central-1-with-a-name-that-is-too-long"}) {
            auto reference = ofAws();
            reference.region = region;
            QVERIFY2(!check(reference).has_value(), region);
        }
    }

    void anotherVersionIsToldAsThat()
    {
        auto bytes = *referenceBytes(ofTransit());
        bytes[22] = std::byte{'2'};
        QCOMPARE(static_cast<int>(referenceFrom(bytes).error().code), static_cast<int>(Errc::Newer));
    }

    void whatIsNoReferenceIsRefused()
    {
        const auto whole = *referenceBytes(ofTransit());
        for (std::size_t size = 0; size < whole.size(); ++size) {
            QVERIFY(!referenceFrom(std::span(whole).first(size)).has_value());
        }
        auto longer = whole;
        longer.push_back(std::byte{'\n'});
        QVERIFY(!referenceFrom(longer).has_value());
        QVERIFY(!referenceFrom(bytesOf("omnitrade key service 1\nkind keyring\n")).has_value());
    }

    // Whatever a byte is turned into: what is still taken is sound.
    void whatIsTakenIsAlwaysSound()
    {
        std::mt19937 random(7);
        const auto whole = *referenceBytes(ofTransit());
        int taken = 0;
        for (int round = 0; round < 20'000; ++round) {
            auto bytes = whole;
            bytes[random() % bytes.size()] = static_cast<std::byte>(random());
            if (const auto reference = referenceFrom(bytes)) {
                ++taken;
                QVERIFY(check(*reference).has_value());
                QVERIFY(*referenceBytes(*reference) == bytes);
            }
        }
        QVERIFY(taken > 0);
    }

    void addressesAreReadAndWrittenInOneForm()
    {
        const auto text = [](std::string_view address) {
            const auto endpoint = endpointFrom(address);
            return endpoint ? addressText(*endpoint) : std::string("refused");
        };
        QCOMPARE(text("https://Vault.Example.com/"), std::string("https://vault.example.com"));
        QCOMPARE(text("https://vault.example.com:443"), std::string("https://vault.example.com"));
        QCOMPARE(text("http://127.0.0.1:8200"), std::string("http://127.0.0.1:8200"));
        QCOMPARE(text("http://[::1]:8200"), std::string("http://[::1]:8200"));
        QCOMPARE(text("https://[::1]"), std::string("https://[::1]"));
    }
};

QTEST_APPLESS_MAIN(TestSlotReference)
#include "tst_slot_reference.moc"
