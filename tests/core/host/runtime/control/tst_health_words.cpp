// What `omnitrade health` says of the parts of a program.

#include "core/host/runtime/control/health_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace omni;
using namespace omni::runtime;
using views::LineState;
using views::PartState;

namespace {

constexpr Timestamp noon{1'784'030'400'000'000'000}; // 2026-07-14T12:00:00Z

views::PartHealth part(const char* name, PartState state, const char* detail)
{
    views::PartHealth made;
    made.name = name;
    made.state = state;
    made.since = noon;
    made.detail = detail;
    return made;
}

views::Health healthOf(std::vector<views::PartHealth> parts)
{
    views::Health health;
    health.at = noon;
    health.parts = std::move(parts);
    return health;
}

QJsonObject parsed(const DoneReply& reply)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(reply.json)).object();
}

const PhaseView running{Phase::Running, {}, {}, 1};

} // namespace

class TestHealthWords : public QObject
{
    Q_OBJECT

private slots:
    void tellsEachPartSinceWhenAndWhy()
    {
        const auto health = healthOf({part("feed", PartState::Ok, "flows"), part("history", PartState::Off, "none")});

        const auto reply = healthReply(running, &health, nullptr);

        const auto json = parsed(reply);
        QCOMPARE(json[QLatin1String("state")].toString(), QStringLiteral("ok"));
        const auto feed = json[QLatin1String("parts")].toArray().at(0).toObject();
        QCOMPARE(feed[QLatin1String("name")].toString(), QStringLiteral("feed"));
        QCOMPARE(feed[QLatin1String("state")].toString(), QStringLiteral("ok"));
        QCOMPARE(feed[QLatin1String("since")].toString(), QStringLiteral("2026-07-14T12:00:00.000000000Z"));
        QCOMPARE(feed[QLatin1String("detail")].toString(), QStringLiteral("flows"));
        QCOMPARE(json[QLatin1String("parts")].toArray().at(1).toObject()[QLatin1String("state")].toString(),
                 QStringLiteral("off"));
        QVERIFY2(reply.text.starts_with("ok\n  feed"), reply.text.c_str());
        QVERIFY(!saysDown(reply));
    }

    void theWorstPartIsTheStateOfAll()
    {
        const auto slow = healthOf({part("feed", PartState::Degraded, "silent"), part("journal", PartState::Ok, "")});
        const auto dead
            = healthOf({part("feed", PartState::Degraded, ""), part("journal", PartState::Down, "no room")});

        QCOMPARE(parsed(healthReply(running, &slow, nullptr))[QLatin1String("state")].toString(),
                 QStringLiteral("degraded"));
        QVERIFY(!saysDown(healthReply(running, &slow, nullptr)));
        QCOMPARE(parsed(healthReply(running, &dead, nullptr))[QLatin1String("state")].toString(),
                 QStringLiteral("down"));
        QVERIFY(saysDown(healthReply(running, &dead, nullptr)));
    }

    void theLinesToABrokerAreParts()
    {
        const auto health = healthOf({part("feed", PartState::Ok, "")});
        views::Connection connection;
        connection.lines[1] = {LineState::Refused, noon, {}, "the certificate\nis not trusted"};

        const auto reply = healthReply(running, &health, &connection);

        const auto orders = parsed(reply)[QLatin1String("parts")].toArray().at(2).toObject();
        QCOMPARE(orders[QLatin1String("name")].toString(), QStringLiteral("broker.orders"));
        QCOMPARE(orders[QLatin1String("state")].toString(), QStringLiteral("down"));
        QVERIFY(saysDown(reply));
        QCOMPARE(std::count(reply.text.begin(), reply.text.end(), '\n'),
                 std::ptrdiff_t{4}); // foreign words stay on a line
    }

    void aSessionThatFailedIsDown()
    {
        const auto health = healthOf({part("feed", PartState::Off, "no session")});

        const auto reply = healthReply({Phase::Failed, "the disk is full", {}, 1}, &health, nullptr);

        QVERIFY(saysDown(reply));
        QVERIFY(reply.text.find("the disk is full") != std::string::npos);
    }

    void whereNothingIsKnownNothingIsClaimed()
    {
        const auto json = parsed(healthReply(running, nullptr, nullptr));

        const auto session = json[QLatin1String("parts")].toArray().at(0).toObject();
        QCOMPARE(session[QLatin1String("state")].toString(), QStringLiteral("starting"));
        QVERIFY(!session.contains(QLatin1String("since")));
    }
};

QTEST_GUILESS_MAIN(TestHealthWords)
#include "tst_health_words.moc"
