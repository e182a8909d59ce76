// Every command there is, each on a desk where whoever has the right sees it carried out.

#pragma once

#include "tests/support/test_desk.h"

namespace omni::test::scenes {

using namespace events;

inline constexpr InstrumentId share{1};

inline risk::Limits limitsWithDailyLoss(std::int32_t hundredths)
{
    risk::Limits limits = aSession().limits;
    limits.dailyLoss = BasisPoints{hundredths};
    return limits;
}

inline TestDesk atVenue()
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    return TestDesk::armed(session);
}

/// A buy of five at 99.00 that rests.
inline OrderId resting(TestDesk& desk)
{
    PlaceOrder place;
    place.ticket.instrument = share;
    place.ticket.side = Side::Buy;
    place.ticket.size = Lots{5};
    place.ticket.kind = orders::OrderKind::Limit;
    place.ticket.limit = Ticks{9'970};
    place.stop = Ticks{9'870};
    const OrderId id = desk.placed(place);
    desk.report(id, orders::OrderEventKind::Accepted);
    return id;
}

inline PlaceOrder aBuy()
{
    PlaceOrder place;
    place.ticket.instrument = share;
    place.ticket.side = Side::Buy;
    place.ticket.size = Lots{1};
    place.stop = Ticks{9'900};
    return place;
}

inline GrantAutonomy aGrant()
{
    return {StrategyId{1}, Money{10'000 * oneDollar}, Money{500 * oneDollar}, 3, hours(8)};
}

/// A desk, and a command that somebody with the right sees carried out there.
struct Scene {
    TestDesk desk;
    Wish wish;
};

inline Scene onProposal(auto wishOf)
{
    auto desk = TestDesk::armed();
    const ProposalId id = desk.proposeBuy();
    const Wish wish = wishOf(desk, id);
    return {std::move(desk), wish};
}
inline Scene onOrder(auto wishOf)
{
    auto desk = TestDesk::armed();
    const OrderId id = resting(desk);
    return {std::move(desk), wishOf(id)};
}
inline Scene onDifference(auto wishOf)
{
    auto desk = atVenue();
    desk.apply(PositionReported{AccountId{1}, share, Lots{7}});
    const Wish wish = wishOf(desk);
    return {std::move(desk), wish};
}

inline Scene approving()
{
    return onProposal([](const TestDesk& desk, ProposalId id) { return desk.approvalOf(id); });
}
inline Scene declining()
{
    return onProposal([](const TestDesk&, ProposalId id) { return Decline{id}; });
}
inline Scene snoozing()
{
    return onProposal([](const TestDesk&, ProposalId id) { return Snooze{id}; });
}
inline Scene amending()
{
    return onProposal([](const TestDesk&, ProposalId id) { return Amend{id, Lots{1}, {}, {}, {}}; });
}
inline Scene bringingBack()
{
    return onProposal([](TestDesk& desk, ProposalId id) {
        desk.command(Decline{id});
        return BringBack{id};
    });
}
inline Scene placing()
{
    return {TestDesk::armed(), aBuy()};
}
inline Scene replacing()
{
    return onOrder([](OrderId id) { return ReplaceOrder{id, Lots{4}, {}, {}}; });
}
inline Scene movingStop()
{
    auto desk = TestDesk::armed();
    const OrderId entry = desk.longWithStop();
    return {std::move(desk), MoveStop{OrderId{entry.value + 1}, Ticks{9'920}}};
}
inline Scene cancelling()
{
    return onOrder([](OrderId id) { return CancelOrder{id}; });
}
inline Scene cancellingAll()
{
    return onOrder([](OrderId) { return CancelOrders{}; });
}
inline Scene querying()
{
    return onOrder([](OrderId id) { return QueryOrder{id}; });
}
inline Scene killing()
{
    return {TestDesk::armed(), Kill{{}, risk::KillLevel::CancelAll}};
}
inline Scene resettingKill()
{
    auto desk = TestDesk::armed();
    desk.command(Kill{{}, risk::KillLevel::CancelEntries});
    return {std::move(desk), ResetKill{{}}};
}
inline Scene clearingBreaker()
{
    auto desk = TestDesk::armed();
    desk.apply(TroubleFound{Trouble::JournalFailed, {}, {}, {}});
    return {std::move(desk), ClearBreaker{static_cast<std::uint8_t>(Breaker::JournalFailed), {}, {}}};
}
inline Scene arming()
{
    TestDesk desk;
    desk.open();
    return {std::move(desk), SetMode{risk::Mode::Manual}};
}
inline Scene armingAutomatic()
{
    return {TestDesk::armed(), SetMode{risk::Mode::Automatic}};
}
inline Scene disarming()
{
    return {TestDesk::armed(), SetMode{risk::Mode::Halted}};
}
inline Scene granting()
{
    return {TestDesk::armed(), aGrant()};
}
inline Scene endingGrant()
{
    auto desk = TestDesk::armed();
    desk.arm(risk::Mode::Automatic);
    desk.command(aGrant());
    return {std::move(desk), EndAutonomy{StrategyId{1}}};
}
inline Scene startingStrategy()
{
    auto desk = TestDesk::armed();
    desk.command(SwitchStrategy{StrategyId{1}, false});
    return {std::move(desk), SwitchStrategy{StrategyId{1}, true}};
}
inline Scene stoppingStrategy()
{
    return {TestDesk::armed(), SwitchStrategy{StrategyId{1}, false}};
}
inline Scene tightening()
{
    return {TestDesk::armed(), SetLimits{limitsWithDailyLoss(100)}};
}
inline Scene loosening()
{
    return {TestDesk::armed(), SetLimits{limitsWithDailyLoss(300)}};
}
inline Scene noting()
{
    return onOrder([](OrderId id) { return AddNote{id, {}, ShortText<31>("why"), ShortText<191>("seen")}; });
}
inline Scene settlingUnknown()
{
    auto desk = atVenue();
    const OrderId id = desk.place(Side::Buy, 5, 9'900);
    desk.report(id, orders::OrderEventKind::Lost);
    return {std::move(desk), SettleUnknown{id, true}};
}
inline Scene adoptingPosition()
{
    return onDifference([](TestDesk&) { return AdoptPosition{share}; });
}
inline Scene adoptingCash()
{
    auto desk = atVenue();
    desk.apply(CashReported{AccountId{1}, desk.state().base, Money{99'990 * oneDollar}});
    const CurrencyId base = desk.state().base;
    return {std::move(desk), AdoptCash{base, true}};
}
inline Scene adoptingOpening(orders::Environment environment)
{
    auto session = aSession();
    session.environment = environment;
    TestDesk desk(session);
    desk.apply(session);
    desk.apply(InstrumentDefined{acme(), false});
    desk.apply(LinkChanged{LinkKind::Orders, AccountId{1}, true});
    desk.apply(CashReported{AccountId{1}, desk.state().base, Money{5'000 * oneDollar}});
    desk.apply(Reconciled{AccountId{1}});
    desk.quote(9'999, 10'001);
    return {std::move(desk), AdoptOpening{}};
}
inline Scene ignoringDifference()
{
    return onDifference([](TestDesk& desk) {
        const auto line = desk.engine.snapshot()->differences.front();
        return IgnoreDifference{line.what, line.ours, line.theirs};
    });
}
inline Scene closingDifference()
{
    return onDifference([](TestDesk&) { return CloseDifference{share}; });
}
inline Scene cancellingExternal()
{
    auto desk = atVenue();
    desk.apply(
        ExternalOrderReported{AccountId{1}, share, orders::VenueOrderId("x1"), Side::Buy, Lots{3}, {}, {}, true});
    return {std::move(desk), CancelExternalOrder{share, orders::VenueOrderId("x1")}};
}

} // namespace omni::test::scenes
