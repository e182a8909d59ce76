// needs: host/runtime edge/net edge/security/audit
//
// A server that is not trusted is in the audit record (safety 4.9, V38): once for each reason, however often a line is
// tried anew.

#include "core/edge/security/audit/audit_reader.h"
#include "core/host/runtime/audit/certificate_watch.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <string>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using omni::test::ManualClock;

class TestCertificateWatch : public QObject
{
    Q_OBJECT

private slots:
    void aRefusalIsToldAsASentence()
    {
        const auto entry = entryOf(net::TrustRefusal{"api.binance.example", 443, "The certificate has expired"});
        QVERIFY(audit::preparedForeign(entry).has_value());
        QCOMPARE(audit::storyOf(entry),
                 std::string("omnitrade does not trust the certificate of api.binance.example:443: The certificate has "
                             "expired"));
    }

    void aLineThatIsTriedAgainAndAgainIsToldOnceInTenMinutes()
    {
        ManualClock clock{Timestamp{1'764'000'000'000'000'000}};
        std::vector<std::string> told;
        {
            const CertificateWatch watch(
                clock, [&told](const audit::AuditEntry& entry) { told.push_back(entry.object + ' ' + entry.reason); });
            for (int i = 0; i < 100; ++i) {
                net::tellTrustWatches({"a.example", 443, "expired"});
                clock.pass(seconds(1));
            }
            QCOMPARE(told.size(), std::size_t{1});
            net::tellTrustWatches({"a.example", 443, "another name"});
            net::tellTrustWatches({"b.example", 443, "expired"});
            QCOMPARE(told.size(), std::size_t{3});
            clock.pass(minutes(10));
            net::tellTrustWatches({"a.example", 443, "expired"});
            QCOMPARE(told.size(), std::size_t{4});
        }
        net::tellTrustWatches({"c.example", 443, "expired"});
        QCOMPARE(told.size(), std::size_t{4}); // nobody watches any more
    }

    // S26, V31: whoever makes up servers or sends long and hostile words fills no memory and no record.
    void madeUpServersAreBounded()
    {
        ManualClock clock{Timestamp{1'764'000'000'000'000'000}};
        std::size_t count = 0, refused = 0;
        const CertificateWatch watch(clock, [&](const audit::AuditEntry& entry) {
            ++count;
            refused += audit::preparedForeign(entry) ? 0U : 1U;
        });
        const std::string hostile = std::string(10'000, '\x1b') + "\u202E";
        const std::string many(5'000, '\xE4'); // no UTF-8
        for (int i = 0; i < 1'000; ++i) {
            net::tellTrustWatches({std::to_string(i) + hostile, 443, i % 2 == 0 ? hostile : many});
        }
        QCOMPARE(count, std::size_t{1'000});
        QCOMPARE(refused, std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestCertificateWatch)

#include "tst_certificate_watch.moc"
