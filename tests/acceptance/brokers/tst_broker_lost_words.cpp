// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// New orders of which the answer does not come, comes as something else, or comes too late (F22 to F25): never sent
// twice (S4), never called refused without proof (S6), and booked as the venue has them in the end (S9).
//
// Some bytes are sampled at which a line is cut; OMNI_EVERY_BYTE=1 takes them all.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"
#include "tests/acceptance/brokers/reply_shapes.h"

using namespace omni;
using namespace omni::test;

namespace {

/// Five failures in a row, and a service is spared for a while: then orders would not be sent at all.
constexpr std::size_t mostAtOnce = 4;

bool isEachAskedFor()
{
    return qEnvironmentVariableIsSet("OMNI_EVERY_BYTE");
}

/// Cuts that are tried: some of `[0, length)`, or all.
std::vector<std::size_t> cutsOf(std::size_t length)
{
    const std::size_t step = isEachAskedFor() ? 1 : std::max<std::size_t>(1, length / 6);
    std::vector<std::size_t> cuts;
    constexpr std::size_t growth = 8; // numbers in it have a figure less or more the next time
    for (std::size_t at = 0; at + growth < length; at += step) {
        cuts.push_back(at);
    }
    if (length > growth) {
        cuts.push_back(length - growth);
    }
    return cuts;
}

} // namespace

class TestBrokerLostWords : public QObject
{
    Q_OBJECT

    /// Orders that rest, each of which meets a rule. Behind each the desk waits until it knows what has become of it:
    /// while it does not know, it lets nothing new go.
    static std::vector<OrderId> placeEach(BrokerDesk& desk, const std::vector<RequestRule>& rules,
                                          const std::function<bool(OrderId)>& isKnown)
    {
        std::vector<OrderId> made;
        for (const auto& rule : rules) {
            desk.script(rule);
            const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
            if (!order || !desk.isScriptDone() || !desk.hears(*order, OrderEventKind::Lost)
                || !desk.pass(BrokerDesk::skipStep) || !desk.passUntil([&] { return isKnown(*order); })) {
                qWarning("%s %s", desk.refusal().c_str(), desk.story().c_str());
                break;
            }
            made.push_back(*order);
        }
        return made;
    }
    static RequestRule ruleOf(const BrokerDesk& desk, RequestFault fault, std::size_t bytes = 0)
    {
        RequestRule rule;
        rule.method = "POST";
        rule.path = desk.venue->words().orderPath;
        rule.fault = fault;
        rule.bytes = bytes;
        return rule;
    }
    /// Of an order as the desk has just sent it, and of the answer to it: with a little for numbers that grow.
    struct Lengths {
        std::size_t request = 0, answer = 0;
    };
    static Lengths measured(BrokerDesk& desk)
    {
        Lengths out;
        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        if (order && desk.works(*order)) {
            desk.venue->call([&] {
                out.request = desk.venue->proxy->lastRequestBytes();
                out.answer = desk.venue->proxy->lastAnswerBytes();
            });
        }
        return out;
    }
    template<class Deed> static void inBatches(std::size_t count, Deed deed)
    {
        for (std::size_t from = 0; from < count && !QTest::currentTestFailed(); from += mostAtOnce) {
            deed(from, std::min(count, from + mostAtOnce));
        }
    }

private slots:
    void aLineCutInTheMiddleOfAnOrder_data()
    {
        eachVenue();
    }
    /// F22, behind each byte of it: whether it has reached the venue is not known here, and so it is asked for; no
    /// other is sent.
    void aLineCutInTheMiddleOfAnOrder()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        desk.venue->call([&] { desk.venue->proxy->measure("POST", desk.venue->words().orderPath); });
        const auto cuts = cutsOf(measured(desk).request);
        QVERIFY(cuts.size() > 5 && desk.cancelAll());
        inBatches(cuts.size(), [&](std::size_t from, std::size_t to) {
            std::vector<RequestRule> rules;
            for (std::size_t i = from; i < to; ++i) {
                rules.push_back(ruleOf(desk, RequestFault::CutRequest, cuts[i]));
            }
            const auto made = placeEach(desk, rules, [&](OrderId order) { return desk.hasEndedNow(order); });
            QCOMPARE(made.size(), rules.size());
            // "No such order", in due time.
            for (const OrderId order : made) {
                QVERIFY2(desk.wasSaid(order, OrderEventKind::Lost), desk.story().c_str());
                QVERIFY2(desk.wasSaid(order, OrderEventKind::Rejected), desk.story().c_str());
            }
        });
        QVERIFY2(desk.fault(cuts.size()).isEmpty(), (desk.fault(cuts.size()).toStdString() + desk.story()).c_str());
    }

    void aLineCutInTheMiddleOfTheAnswer_data()
    {
        eachVenue();
    }
    /// F22, behind each byte of it: the venue has the order.
    void aLineCutInTheMiddleOfTheAnswer()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        desk.venue->call([&] { desk.venue->proxy->measure("POST", desk.venue->words().orderPath); });
        const auto cuts = cutsOf(measured(desk).answer);
        QVERIFY(cuts.size() > 5 && desk.cancelAll());
        const auto works = [&](OrderId order) { return desk.worksNow(order); };
        inBatches(cuts.size(), [&](std::size_t from, std::size_t to) {
            std::vector<RequestRule> rules;
            for (std::size_t i = from; i < to; ++i) {
                rules.push_back(ruleOf(desk, RequestFault::CutAnswer, cuts[i]));
            }
            areAllThere(desk, placeEach(desk, rules, works), rules.size());
        });
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void theWholeOrderWentAndThenTheLineWasCut_data()
    {
        eachVenue();
    }
    /// F22 with all of its bytes through.
    void theWholeOrderWentAndThenTheLineWasCut()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::CutRequest, 1'000'000);

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.isScriptDone() && !desk.wasSaid(*order, OrderEventKind::Rejected));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void theVenueTookItAndItsAnswerWasLost_data()
    {
        eachVenue();
    }
    /// F23, of one that rests, and of which the stream says nothing: only a question tells.
    void theVenueTookItAndItsAnswerWasLost()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        desk.script(FrameRule{desk.venue->words().streamPath, desk.venue->words().newText, FrameFault::Drop, 1});
        desk.scriptOrder(RequestFault::LoseAnswer);

        const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.hears(*order, OrderEventKind::Lost), desk.story().c_str());
        QVERIFY2(desk.passUntil([&] { return desk.worksNow(*order); }), desk.story().c_str());
        QVERIFY(desk.trigger(OrderKind::Limit, Side::Buy));
        QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY(desk.isScriptDone() && !desk.wasSaid(*order, OrderEventKind::Rejected));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void anAnswerThatProvesNothing_data()
    {
        eachVenue();
    }
    /// F24: the venue has it, whatever comes in place of its answer. A line to Alpaca is opened anew behind each with
    /// waits of real time, so that it gets a quarter of them, unless all are asked for.
    void anAnswerThatProvesNothing()
    {
        QFETCH(int, venue);
        static_assert(std::size(replyShapes) >= 40);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        const auto works = [&](OrderId order) { return desk.worksNow(order); };
        const bool isSampled = allVenues[venue].name == std::string_view("alpaca") && !isEachAskedFor();
        const std::size_t step = isSampled ? 4 : 1;
        inBatches(std::size(replyShapes) / step, [&](std::size_t from, std::size_t to) {
            std::vector<RequestRule> rules;
            std::string names;
            for (std::size_t i = from; i < to; ++i) {
                const auto& shape = replyShapes[i * step];
                const bool isRaw = !shape.raw.empty();
                auto rule = ruleOf(desk, isRaw ? RequestFault::RawAnswer : RequestFault::ReplaceAnswer);
                rule.raw = shape.raw;
                rule.answer = {shape.status, shape.body, {}, shape.type};
                rules.push_back(std::move(rule));
                names += std::string(shape.name) + "; ";
            }
            areAllThere(desk, placeEach(desk, rules, works), rules.size(), names);
        });
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void theFillComesBeforeTheAnswer_data()
    {
        eachVenue();
    }
    /// F25.
    void theFillComesBeforeTheAnswer()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        desk.scriptOrder(RequestFault::HoldAnswer);

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.holds(1), desk.story().c_str());
        QVERIFY(desk.isHeldOnTheWire(1));
        desk.venue->call([&] { desk.venue->proxy->release(); });
        QVERIFY2(desk.isSettled() && desk.hasEnded(*order), desk.story().c_str());
        QVERIFY(!desk.wasSaid(*order, OrderEventKind::Rejected));
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

private:
    /// They work, none was called refused; then they are taken away.
    static void areAllThere(BrokerDesk& desk, const std::vector<OrderId>& made, std::size_t wanted,
                            const std::string& names = {})
    {
        QCOMPARE(made.size(), wanted);
        for (const OrderId order : made) {
            QVERIFY2(desk.passUntil([&] { return desk.worksNow(order); }), (names + desk.story()).c_str());
            QVERIFY2(!desk.wasSaid(order, OrderEventKind::Rejected), (names + desk.story()).c_str());
        }
        QVERIFY2(desk.cancelAll(), (names + desk.story()).c_str());
        QVERIFY(desk.pass(seconds(61))); // the desk's own pace, and what the venue allows in a minute
    }
};

QTEST_GUILESS_MAIN(TestBrokerLostWords)
#include "tst_broker_lost_words.moc"
