// A venue that holds the stops of entries, and an entry that has brought one.

#pragma once

#include "tests/core/edge/brokers/alpaca/alpaca_bench.h"

#include <string>

namespace omni::tests {

using Kind = orders::OrderEventKind;
using Kinds = std::vector<Kind>;

inline constexpr std::uint64_t entryId = 1, stopId = 2, laterStopId = 3, exitId = 4;
inline constexpr Ticks trigger{14'900};

inline orders::OrderTicket aStop(std::uint64_t id = stopId, std::int64_t lots = 3, Ticks at = trigger)
{
    auto ticket = aTicket(id);
    ticket.side = Side::Sell;
    ticket.kind = orders::OrderKind::Stop;
    ticket.role = orders::OrderRole::Stop;
    ticket.size = Lots{lots};
    ticket.limit.reset();
    ticket.stop = at;
    ticket.reduceOnly = true;
    ticket.parent = OrderId{entryId};
    return ticket;
}

/// A venue with an entry that has brought its stop.
class StopBench : public AlpacaBench
{
public:
    void enter(const orders::OrderTicket& ticket = aTicket(entryId), Ticks stop = trigger)
    {
        const auto passed = cleared(ticket, aStock());
        QVERIFY(passed);
        broker->submitProtected(*passed, {OrderId{stopId}, stop});
    }
    void enterAndWait()
    {
        startUp();
        enter();
        QTRY_COMPARE(desk.story(entryId), Kinds{Kind::Accepted});
    }
    [[nodiscard]] QString nameOf(const orders::OrderTicket& ticket) const
    {
        return QString::fromStdString(std::string(names.nameOf(ticket)->view()));
    }
    [[nodiscard]] QString entry() const
    {
        return nameOf(aTicket(entryId));
    }
    [[nodiscard]] QString leg() const
    {
        return venue.legOf.at(entry());
    }
    void fillEntry(const QString& lots = QStringLiteral("3"))
    {
        venue.turn(entry(), QStringLiteral("fill"), QStringLiteral("filled"), QStringLiteral("3"),
                   FakeAlpaca::execution(QStringLiteral("of the entry"), QStringLiteral("150.25"), lots));
    }
    void fillPartOfEntry()
    {
        venue.turn(entry(), QStringLiteral("partial_fill"), QStringLiteral("partially_filled"), QStringLiteral("1"),
                   FakeAlpaca::execution(QStringLiteral("a part"), QStringLiteral("150.25"), QStringLiteral("1")));
    }
    void legWorks()
    {
        venue.turn(leg(), QStringLiteral("new"), QStringLiteral("new"));
    }
    void fillLeg()
    {
        venue.turn(leg(), QStringLiteral("fill"), QStringLiteral("filled"), QStringLiteral("3"),
                   FakeAlpaca::execution(QStringLiteral("of the leg"), QStringLiteral("148.99"), QStringLiteral("3")));
        venue.addActivity(QStringLiteral("of the leg"), venue.orders.at(leg()), QStringLiteral("148.99"),
                          QStringLiteral("3"));
    }
    /// As an earlier session has left it there: under this name, with a stop.
    void standsThere(const QString& name, const QString& entry, const QString& leg)
    {
        venue.makeFamily(
            {{QStringLiteral("client_order_id"), name},
             {QStringLiteral("symbol"), QStringLiteral("AAPL")},
             {QStringLiteral("side"), QStringLiteral("buy")},
             {QStringLiteral("type"), QStringLiteral("limit")},
             {QStringLiteral("time_in_force"), QStringLiteral("gtc")},
             {QStringLiteral("qty"), QStringLiteral("3")},
             {QStringLiteral("limit_price"), QStringLiteral("150.25")},
             {QStringLiteral("stop_loss"), QJsonObject{{QStringLiteral("stop_price"), QStringLiteral("149.00")}}}});
        const auto set = [this](const QString& order, const QString& status) {
            venue.orders.at(order)[QStringLiteral("status")] = status;
            if (status == QStringLiteral("filled")) {
                venue.orders.at(order)[QStringLiteral("filled_qty")] = QStringLiteral("3");
            }
        };
        set(name, entry);
        set(venue.legOf.at(name), leg);
    }
    /// A DELETE ends the order, and the stream says so.
    void endsWhatIsCancelled()
    {
        venue.script = [this](const Asked& request) -> std::optional<QByteArray> {
            if (request.method != "DELETE") {
                return std::nullopt;
            }
            for (const auto& [name, order] : venue.orders) {
                if (request.target.endsWith(order[QStringLiteral("id")].toString().toUtf8())) {
                    const QString ended = name;
                    venue.turn(ended, QStringLiteral("canceled"), QStringLiteral("canceled"));
                    return httpAnswer({}, "204 No Content");
                }
            }
            return std::nullopt;
        };
    }
    [[nodiscard]] int posts() const
    {
        return venue.countOf("POST", "/v2/orders");
    }
    [[nodiscard]] int questions() const
    {
        return venue.countOf("GET", "/v2/orders:by_client_order_id");
    }
    [[nodiscard]] events::OrderReport lastReport(std::uint64_t order) const
    {
        events::OrderReport found;
        for (const auto& report : desk.all<events::OrderReport>()) {
            found = report.order == OrderId{order} ? report : found;
        }
        return found;
    }
    [[nodiscard]] std::string idOf(const QString& name) const
    {
        return venue.orders.at(name)[QStringLiteral("id")].toString().toStdString();
    }
    [[nodiscard]] bool saysNothingOfOthers() const
    {
        return desk.all<events::ExternalOrderReported>().empty();
    }
};

} // namespace omni::tests
