// needs: host/runtime

#include "core/host/runtime/control/control_words.h"
#include "tests/support/scripted_market.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

namespace {

views::Connection aConnection()
{
    views::Connection connection;
    connection.broker = "model";
    connection.account = "model-paper";
    connection.host = "127.0.0.1:8080";
    connection.keySource = "external";
    connection.lines[0] = {views::LineState::Up, newYear, newYear + milliseconds(500), {}};
    connection.lines[1] = {views::LineState::Refused, newYear, std::nullopt, "the key is wrong"};
    connection.abilities.at(static_cast<std::size_t>(views::Ability::StopOrders)) = views::Holder::Venue;
    connection.clockOffset = microseconds(-250);
    connection.reconnects = 2;
    return connection;
}

} // namespace

class TestConnectionWords : public QObject
{
    Q_OBJECT

private slots:
    void aStatusSaysHowLongAgoEachLineProvedThatItLives()
    {
        const auto connection = aConnection();
        views::DeskSnapshot desk;
        desk.at.wall = newYear + seconds(2);
        const auto status = statusOf({Phase::Running, {}, {}, 1}, orders::Environment::Paper, &desk, &connection);
        const auto text = QString::fromStdString(status.text);
        QVERIFY(text.contains("model-paper"));
        QVERIFY(text.contains("1.500 s ago"));
        QVERIFY(text.contains("no proof yet: the key is wrong"));
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(status.json)).object();
        const auto told = json["connection"].toObject();
        QCOMPARE(told["broker"].toString(), QString("model"));
        QCOMPARE(told["reconnects"].toInt(), 2);
        QCOMPARE(told["clock_offset_us"].toInt(), -250);
        QVERIFY(told["order_latency_us"].isNull());
        const auto lines = told["lines"].toArray();
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0].toObject()["last_proof_ms"].toInt(), 1'500);
        QCOMPARE(lines[1].toObject()["state"].toString(), QString("refused"));
        QVERIFY(lines[1].toObject()["last_proof_ms"].isNull());
        QCOMPARE(told["abilities"].toObject()["stop_orders"].toString(), QString("venue"));
        QCOMPARE(told["abilities"].toObject()["brackets"].toString(), QString("nobody"));
    }

    void aStatusNamesWhatForbidsArming()
    {
        views::DeskSnapshot desk;
        desk.at.wall = newYear;
        desk.cash.emplace_back().currency = "USDT";
        views::DifferenceView line;
        line.what.kind = events::DifferenceKind::Cash;
        line.what.currency = CurrencyId{1};
        line.ours = 1'000'000'000;
        line.theirs = 900'000'000;
        line.since = newYear;
        desk.differences = {line};
        const auto status = statusOf({Phase::Running, {}, {}, 1}, orders::Environment::Paper, &desk);

        QVERIFY(status.text.find("USDT: 10.00 in our books, 9.00 on the account, open, forbids arming")
                != std::string::npos);
        const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(status.json)).object();
        const auto told = json["differences"].toArray();
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0].toObject()["of"].toString(), QString("USDT"));
        QCOMPARE(told[0].toObject()["theirs"].toString(), QString("9.00"));
        QCOMPARE(told[0].toObject()["seen"].toBool(), false);
    }

    // S17: a stop that the venue has not confirmed is told as what it is.
    void aStopInDoubtIsNotToldAsProtection()
    {
        views::DeskSnapshot desk;
        desk.at.wall = newYear;
        desk.instruments.emplace_back().instrument = acme();
        views::PositionView view;
        view.position.instrument = InstrumentId{1};
        view.position.lots = Lots{10};
        desk.positions = {view};
        orders::OrderRecord record;
        record.ticket.instrument = InstrumentId{1};
        record.ticket.role = orders::OrderRole::Stop;
        record.ticket.side = Side::Sell;
        record.ticket.size = Lots{10};
        record.ticket.stop = Ticks{9'900};
        record.state = orders::OrderState::Unknown;
        desk.openOrders = {record};
        const auto told = [&desk] {
            const auto status = statusOf({Phase::Running, {}, {}, 1}, orders::Environment::Paper, &desk);
            const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(status.json)).object();
            return std::pair(QString::fromStdString(status.text), json["positions"].toArray().at(0).toObject());
        };

        const auto [text, position] = told();

        QVERIFY2(text.contains("stop unknown for 10 at 99.00: the venue is being asked"), qPrintable(text));
        QCOMPARE(position["protected"].toString(), QString("0"));
        QVERIFY(position["stop"].isNull());
        QCOMPARE(position["stop_in_doubt"].toObject()["quantity"].toString(), QString("10"));
        QCOMPARE(position["stop_in_doubt"].toObject()["stop"].toString(), QString("99.00"));
        QVERIFY(position["stop_in_doubt"].toObject()["asked"].toBool());

        desk.openOrders[0].state = orders::OrderState::Sent;
        QVERIFY(told().first.contains("sent, not confirmed yet"));
        desk.openOrders.clear();
        QVERIFY(told().first.contains("stop none"));
        QVERIFY(told().second["stop_in_doubt"].isNull());
    }

    void aSessionWithoutABrokerSaysNothingOfOne()
    {
        const auto status = statusOf({Phase::Running, {}, {}, 1}, orders::Environment::Demo, nullptr);
        QVERIFY(!QJsonDocument::fromJson(QByteArray::fromStdString(status.json)).object().contains("connection"));
    }
};

QTEST_APPLESS_MAIN(TestConnectionWords)
#include "tst_connection_words.moc"
