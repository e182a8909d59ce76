// needs: desk/engine desk/views

#include "core/desk/views/assessment.h"

#include "tests/support/model_venue.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace omni;
using namespace omni::test;
using views::Assessment;
using views::Use;
using views::UseKind;

namespace {

/// Draws desks and orders, and holds the assessment against what the engine then does.
class Rehearsal
{
public:
    explicit Rehearsal(std::uint64_t seed)
        : m_random(seed)
        , m_desk(sessionOf(seed))
        , m_venue(m_desk, m_random)
    {
        m_desk.open();
        auto second = acme(InstrumentId{2});
        second.symbol = "ZETA";
        m_desk.apply(events::InstrumentDefined{second, false});
        m_desk.arm(risk::Mode::Manual);
    }

    /// Empty: the two agreed throughout.
    std::string run(int steps)
    {
        for (int i = 0; i < steps && fault.empty(); ++i) {
            step();
            m_venue.listen();
        }
        return fault;
    }

    std::string fault;
    std::map<risk::Rule, int> refusals;
    int cleared = 0;

private:
    static events::SessionStarted sessionOf(std::uint64_t seed)
    {
        auto session = aSession();
        session.limits.losingStreak = 3;
        session.limits.ordersPerMinute = seed % 2 == 0 ? 8 : 120;
        session.limits.openOrders = seed % 3 == 0 ? 4 : 200;
        session.limits.grossExposure = BasisPoints{seed % 5 == 0 ? 300 : 8'000};
        session.strategies.push_back({StrategyId{2}, "sma_cross:interval=1s,fast=1,slow=3,direction=both"});
        return session;
    }
    InstrumentId anInstrument()
    {
        return InstrumentId{1 + m_random.below(2)};
    }

    void step()
    {
        const auto dice = m_random.below(100);
        if (dice < 25) {
            m_desk.pass(milliseconds(m_random.between(0, 800)));
            m_venue.act();
        } else if (dice < 45) {
            m_price = std::clamp<std::int64_t>(m_price + m_random.between(-25, 25), 9'000, 11'000);
            if (m_random.below(2) == 0) {
                m_desk.bar(m_price, anInstrument());
            } else {
                m_desk.pass(milliseconds(m_random.between(0, 900)));
                m_desk.quote(m_price - 1, m_price + 1, anInstrument());
            }
        } else if (dice < 85) {
            order();
        } else if (dice < 92) {
            approval();
        } else {
            trouble();
        }
    }

    events::PlaceOrder anOrder()
    {
        events::PlaceOrder place;
        auto& ticket = place.ticket;
        ticket.instrument = anInstrument();
        ticket.side = m_random.below(2) == 0 ? Side::Buy : Side::Sell;
        ticket.size = Lots{1 + static_cast<std::int64_t>(m_random.below(22))};
        ticket.reduceOnly = m_random.below(4) == 0;
        const std::int64_t sign = signOf(ticket.side);
        const auto dice = m_random.below(6);
        if (dice < 2) {
            ticket.kind = orders::OrderKind::Limit;
            ticket.limit = Ticks{m_price - sign * m_random.between(-20, 70)};
        } else if (dice == 2) {
            ticket.kind = orders::OrderKind::Stop;
            ticket.stop = Ticks{m_price + sign * m_random.between(-10, 80)};
        }
        if (m_random.below(8) != 0) {
            place.stop = Ticks{m_price - sign * m_random.between(80, 900)};
        }
        return place;
    }

    /// The same moment for both: the clock has come to it before the picture is made.
    void order()
    {
        m_desk.apply(events::TimerFired{});
        const events::PlaceOrder place = anOrder();
        const auto shot = m_desk.engine.snapshot();
        const Assessment made = views::assess(*shot, place.ticket, place.stop);
        m_desk.command(place);
        if (!m_desk.denial()) { // legs on the wrong side are no matter of the gate
            compare(made);
        }
    }

    void approval()
    {
        m_desk.apply(events::TimerFired{});
        const auto id = m_desk.newestProposal();
        if (!id) {
            return;
        }
        const auto shot = m_desk.engine.snapshot();
        const auto view = std::find_if(shot->proposals.begin(), shot->proposals.end(),
                                       [id](const auto& one) { return one.made.proposal.id == id; });
        const bool isInside = view->driftNow.isInside;
        const auto made = view->assessment;
        m_desk.approve(id);
        if (m_desk.now<events::ProposalDrifted>().empty() != isInside) {
            fault = "the band is not the desk's";
        }
        if (isInside) {
            compare(*made);
        }
    }

    void compare(const Assessment& made)
    {
        auto refused = m_desk.now<events::OrderRefused>(); // the desk may have tried to put a missing stop back, too
        std::erase_if(refused, [](const auto& one) { return one.ticket.origin == orders::Origin::Risk; });
        const auto actual = refused.empty() ? std::nullopt : std::optional(refused.front().refusal);
        if (made.refusal != actual) {
            const auto name = [](const auto& refusal) {
                return refusal ? std::string(nameOf(refusal->rule)) + ' ' + std::to_string(refusal->limit) + ' '
                        + std::to_string(refusal->actual)
                               : std::string("nothing");
            };
            fault = "assessed " + name(made.refusal) + ", refused " + name(actual) + " at event "
                + std::to_string(m_desk.stamp.seq.value);
        }
        const bool passes
            = std::all_of(made.checks.begin(), made.checks.end(), [](const auto& one) { return one.passes; });
        if (!made.makesRoom && passes != !made.refusal) {
            fault = "the checks and the refusal differ at event " + std::to_string(m_desk.stamp.seq.value);
        }
        if (actual) {
            ++refusals[actual->rule];
        } else {
            ++cleared;
        }
    }

    void trouble()
    {
        switch (m_random.below(8)) {
        case 0:
            m_desk.command(events::Kill{{static_cast<risk::ScopeKind>(m_random.below(4)), 1},
                                        static_cast<risk::KillLevel>(1 + m_random.below(4))});
            break;
        case 1:
            m_desk.command(events::SetMode{static_cast<risk::Mode>(m_random.below(4))});
            break;
        case 2:
            m_desk.pass(seconds(static_cast<std::int64_t>(m_random.below(20))));
            m_desk.apply(events::TimerFired{});
            break;
        case 3:
            m_desk.tick(market::StatusChange{anInstrument(), m_desk.stamp.wall, market::TradingState::Halted});
            break;
        case 4:
            for (const InstrumentId id : {InstrumentId{1}, InstrumentId{2}}) {
                m_desk.tick(market::StatusChange{id, m_desk.stamp.wall, market::TradingState::Open});
                m_desk.quote(m_price - 1, m_price + 1, id);
            }
            break;
        default:
            heal();
        }
    }

    void heal()
    {
        for (const auto& latch : std::vector(m_desk.state().latches.begin(), m_desk.state().latches.end())) {
            m_desk.command(events::ResetKill{latch.key});
        }
        for (const auto& breaker : std::vector(m_desk.state().breakers.begin(), m_desk.state().breakers.end())) {
            m_desk.pass(m_desk.state().coolingLeft(breaker.key, m_desk.stamp));
            m_desk.command(events::ClearBreaker{static_cast<std::uint8_t>(breaker.key.breaker),
                                                InstrumentId{breaker.key.subject}});
        }
        m_desk.arm(risk::Mode::Manual);
    }

    SeededRandom m_random;
    TestDesk m_desk;
    ModelVenue m_venue;
    std::int64_t m_price = 10'000;
};

} // namespace

class TestAssessmentAgrees : public QObject
{
    Q_OBJECT

private slots:
    void theEngineRefusesWhatTheAssessmentDoesForAnyOrderOnAnyDesk()
    {
        std::map<risk::Rule, int> refusals;
        int cleared = 0;
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            Rehearsal rehearsal(seed);

            const auto fault = rehearsal.run(150);

            QVERIFY2(fault.empty(), ("seed " + std::to_string(seed) + ": " + fault).c_str());
            cleared += rehearsal.cleared;
            for (const auto& [rule, count] : rehearsal.refusals) {
                refusals[rule] += count;
            }
        }
        QVERIFY2(cleared > 500, std::to_string(cleared).c_str());
        for (const auto rule :
             {risk::Rule::Mode, risk::Rule::Latched, risk::Rule::ReduceOnly, risk::Rule::UnknownOrder,
              risk::Rule::StaleData, risk::Rule::MarketClosed, risk::Rule::PriceCollar, risk::Rule::OrderRate,
              risk::Rule::OpenOrders, risk::Rule::PositionSize, risk::Rule::LossAtStop, risk::Rule::GrossExposure}) {
            QVERIFY2(refusals[rule] > 0, std::string(nameOf(rule)).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestAssessmentAgrees)
#include "tst_assessment_agrees.moc"
