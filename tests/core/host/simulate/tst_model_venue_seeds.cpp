#include "core/host/simulate/model_venue.h"

#include "tests/support/model_venue_bench.h"

#include <QTest>

#include <set>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using State = VenueOrder::State;

namespace {

/// All that it can do, so that each is met soon.
VenueManners allManners()
{
    VenueManners manners;
    manners.loseAck = manners.loseAnswer = manners.unproven = manners.neverArrives = 60;
    manners.refuseNew = 100;
    manners.refuseCancel = manners.refuseReplace = 300;
    manners.duplicateFill = manners.lateFill = manners.shuffle = 150;
    manners.bust = manners.correct = manners.external = 60;
    manners.notFoundYet = manners.badTick = manners.earlyPosition = 200;
    manners.mostDelay = milliseconds(300);
    return manners;
}

orders::OrderTicket anyTicket(SeededRandom& random, std::uint64_t id)
{
    const std::uint64_t instrument = 1 + random.below(3);
    const auto side = random.below(2) == 0 ? Side::Buy : Side::Sell;
    auto ticket = venueTicket(id, side, 5 * random.between(1, 40), instrument);
    const std::int64_t near = 10'000 * static_cast<std::int64_t>(instrument);
    ticket.kind = static_cast<orders::OrderKind>(random.below(5));
    if (ticket.kind == orders::OrderKind::Limit || ticket.kind == orders::OrderKind::StopLimit) {
        ticket.limit = Ticks{near + random.between(-60, 60)};
    }
    if (ticket.kind == orders::OrderKind::Stop || ticket.kind == orders::OrderKind::StopLimit) {
        ticket.stop = Ticks{near + random.between(-60, 60)};
    }
    if (ticket.kind == orders::OrderKind::TrailingStop) {
        ticket.trail = Ticks{random.between(1, 50)};
        ticket.stop = Ticks{near + signOf(side) * ticket.trail->count};
    }
    ticket.timeInForce = static_cast<orders::TimeInForce>(random.below(4));
    ticket.postOnly = ticket.kind == orders::OrderKind::Limit && random.below(4) == 0;
    if (ticket.kind == orders::OrderKind::Market && random.below(6) == 0) {
        ticket.size = Lots{};
        ticket.notional = Money{random.between(100, 90'000) * 100'000'000};
    }
    return ticket;
}

/// One of those that nobody has told the end of; 0: none.
std::uint64_t anyOpen(const VenueBench& bench, SeededRandom& random)
{
    std::vector<std::uint64_t> open;
    for (const auto& [id, story] : bench.stories) {
        if (!story.isEnded) {
            open.push_back(id);
        }
    }
    return open.empty() ? 0 : open[random.below(open.size())];
}

enum class Cuts : std::uint8_t { Never, NowAndThen };

/// A person who does whatever comes to mind, in a market that moves.
void live(VenueBench& bench, std::uint64_t seed, int steps, Cuts cuts)
{
    SeededRandom random(seed);
    std::uint64_t id = bench.stories.empty() ? 0 : bench.stories.rbegin()->first;
    for (int i = 0; i < steps; ++i) {
        bench.venue.roll(random.next());
        bench.pass(milliseconds(random.between(0, random.below(20) == 0 ? 8'000 : 200)));
        const std::uint64_t deed = random.below(cuts == Cuts::Never ? 20 : 22);
        const std::uint64_t open = anyOpen(bench, random);
        if (deed < 4) {
            id += bench.submit(anyTicket(random, id + 1)) ? 1U : 0U;
        } else if (deed < 10) {
            bench.venue.moveMarket(bench.now, InstrumentId{1 + random.below(3)});
        } else if (deed < 16) {
            bench.venue.work(bench.now);
        } else if (deed == 16 && open != 0) {
            bench.cancel(open);
        } else if (deed == 17 && open != 0 && bench.stories[open].state == orders::OrderState::Working) {
            bench.replace(open, Lots{5 * random.between(1, 60)}, std::nullopt);
        } else if (deed == 18 && open != 0) {
            bench.venue.query(bench.now, OrderId{open});
        } else if (deed == 19) {
            bench.venue.reconcile(bench.now);
        } else if (deed == 20) {
            bench.venue.cutLink(bench.now, random.below(2) == 0);
        } else if (deed == 21) {
            bench.venue.restoreLink(bench.now);
        }
        bench.hear();
    }
}

void add(VenueCounts& sum, const VenueCounts& more)
{
    sum.lostAcks += more.lostAcks;
    sum.lostAnswers += more.lostAnswers;
    sum.refusedNew += more.refusedNew;
    sum.refusedCancels += more.refusedCancels;
    sum.refusedReplaces += more.refusedReplaces;
    sum.duplicateFills += more.duplicateFills;
    sum.lateFills += more.lateFills;
    sum.busts += more.busts;
    sum.corrections += more.corrections;
    sum.shuffled += more.shuffled;
    sum.unproven += more.unproven;
    sum.notFoundYet += more.notFoundYet;
    sum.neverArrived += more.neverArrived;
    sum.badTicks += more.badTicks;
    sum.externalFills += more.externalFills;
    sum.earlyPositions += more.earlyPositions;
    sum.slowArrivals += more.slowArrivals;
    sum.cuts += more.cuts;
    sum.lostWords += more.lostWords;
}

/// What is wrong with the venue's figures, by the executions that it has announced; empty: nothing.
std::string faultOfTruth(const VenueBench& bench)
{
    std::array<Int128, 2> cash{};
    std::map<std::uint64_t, std::int64_t> positions;
    std::size_t standing = 0;
    for (const auto& [id, fill] : bench.truth.fills) {
        standing += fill.size.count != 0 ? 1U : 0U;
    }
    for (const auto& fill : bench.venue.executions()) {
        const auto at = bench.truth.fills.find(std::string(fill.venueFillId.view()));
        if (at == bench.truth.fills.end() || at->second.size != fill.size || at->second.value != fill.value) {
            return "an execution that was not announced: " + std::string(fill.venueFillId.view());
        }
        positions[fill.instrument.value] += signOf(fill.side) * fill.size.count;
        cash[fill.feeCurrency.value - 1] -= Int128{signOf(fill.side)} * fill.value.e8 + fill.fee.e8;
    }
    if (standing != bench.venue.executions().size()) {
        return "one is missing";
    }
    for (std::uint64_t i = 1; i <= 3; ++i) {
        const std::int64_t has = bench.venue.position(InstrumentId{i}).count;
        const auto announced = bench.truth.positions.find(i);
        if (has != positions[i] || has != (announced != bench.truth.positions.end() ? announced->second : 0)) {
            return "position of " + std::to_string(i);
        }
    }
    for (std::uint64_t i = 1; i <= 2; ++i) {
        if (Int128{bench.venue.cash(CurrencyId{i}).e8} != cash[i - 1]) {
            return "cash of " + std::to_string(i);
        }
    }
    for (const auto& order : bench.venue.orders()) {
        const bool isOver = !order.ticket.notional && order.filled > order.ticket.size;
        const bool isWhole = order.ticket.notional || order.filled == order.ticket.size;
        if (isOver || order.filled.count < 0 || (order.state == State::Working && isWhole && !order.ticket.notional)) {
            return "filled of " + std::string(order.clientId.view());
        }
    }
    return {};
}

/// What was told and what is true differ; empty: they do not.
std::string faultOfTold(const VenueBench& bench)
{
    std::size_t told = 0;
    for (const auto& [id, fill] : bench.told.fills) {
        if (fill.size.count == 0) {
            continue;
        }
        ++told;
        const auto at = bench.truth.fills.find(id);
        if (at == bench.truth.fills.end() || at->second.size != fill.size || at->second.price != fill.price
            || at->second.value != fill.value || at->second.fee != fill.fee) {
            return "told of " + id;
        }
    }
    if (told != bench.venue.executions().size()) {
        return "untold executions";
    }
    for (std::uint64_t i = 1; i <= 3; ++i) {
        const auto at = bench.reported.find(i);
        if (at == bench.reported.end() || at->second != bench.venue.position(InstrumentId{i}).count) {
            return "position reported of " + std::to_string(i);
        }
    }
    return {};
}

std::string textOf(const std::vector<std::string>& lines)
{
    return lines.empty() ? std::string() : lines.front() + " and " + std::to_string(lines.size() - 1) + " more";
}

} // namespace

class TestModelVenueSeeds : public QObject
{
    Q_OBJECT

private slots:
    void truthIsTheSumOfExecutions();
    void honestVenueTellsTheTruth();
    void honestMarketIsSane();
    void wordsAboutAnOrderAreALegalStory();
    void everyMannerHappens();
    void tellAllLeavesNothingUntold();
    void nothingIsLostOverRestarts();
    void sameCallsGiveTheSameWords();
};

void TestModelVenueSeeds::truthIsTheSumOfExecutions()
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        VenueBench bench;
        bench.venue.setManners(allManners());
        for (std::uint64_t part = 0; part < 5; ++part) {
            live(bench, seed * 10 + part, 200, Cuts::NowAndThen);
            QCOMPARE(faultOfTruth(bench), std::string());
        }
    }
}

void TestModelVenueSeeds::honestVenueTellsTheTruth()
{
    std::size_t fills = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        VenueBench bench;
        for (std::uint64_t part = 0; part < 5; ++part) {
            live(bench, seed * 10 + part, 200, Cuts::Never);
            bench.venue.reconcile(bench.now);
            bench.hear();
            QCOMPARE(faultOfTold(bench), std::string());
            QCOMPARE(faultOfTruth(bench), std::string());
        }
        QCOMPARE(bench.illegal, std::vector<std::string>());
        std::set<std::string> once;
        for (const auto& fill : bench.heard<orders::Fill>()) {
            QVERIFY(once.emplace(fill.venueFillId.view()).second);
        }
        fills += once.size();
        for (const auto& order : bench.venue.orders()) {
            const bool isEnded = bench.stories[order.ticket.id.value].isEnded;
            QCOMPARE(isEnded, order.state != State::Working);
        }
    }
    QVERIFY(fills > 2'000);
}

void TestModelVenueSeeds::honestMarketIsSane()
{
    VenueBench bench;
    live(bench, 7, 20'000, Cuts::Never);

    std::map<std::uint64_t, std::uint64_t> batches;
    std::size_t quotes = 0, prints = 0, images = 0;
    for (const auto& tick : bench.ticks) {
        if (const auto* quote = std::get_if<market::Quote>(&tick)) {
            QVERIFY(quote->isTwoSided() && quote->bid.count > 0);
            ++quotes;
        } else if (const auto* print = std::get_if<market::Print>(&tick)) {
            QVERIFY(print->price.count > 0 && print->size.count >= 0);
            ++prints;
        } else if (const auto* change = std::get_if<market::DepthChange>(&tick)) {
            std::uint64_t& last = batches[change->instrument.value];
            const bool isNext = change->venueSequence == last + 1;
            QVERIFY(isNext || (change->venueSequence == last && !change->clearsBook));
            last = change->venueSequence;
            images += change->clearsBook ? 1U : 0U;
        }
    }
    QVERIFY(quotes > 1'000 && prints > 1'000 && images > 20);
}

void TestModelVenueSeeds::wordsAboutAnOrderAreALegalStory()
{
    VenueManners manners = allManners();
    manners.shuffle = 0; // which tells stories in any order
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        VenueBench bench;
        bench.venue.setManners(manners);

        live(bench, seed, 400, Cuts::NowAndThen);
        bench.settle();

        QCOMPARE(textOf(bench.illegal), std::string());
    }
}

void TestModelVenueSeeds::everyMannerHappens()
{
    VenueCounts seen;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        VenueBench bench;
        bench.venue.setManners(allManners());
        live(bench, seed, 500, Cuts::NowAndThen);
        add(seen, bench.venue.counts());
    }
    const std::initializer_list<std::pair<const char*, std::uint64_t>> all{
        {"lostAcks", seen.lostAcks},
        {"lostAnswers", seen.lostAnswers},
        {"refusedNew", seen.refusedNew},
        {"refusedCancels", seen.refusedCancels},
        {"refusedReplaces", seen.refusedReplaces},
        {"duplicateFills", seen.duplicateFills},
        {"lateFills", seen.lateFills},
        {"busts", seen.busts},
        {"corrections", seen.corrections},
        {"shuffled", seen.shuffled},
        {"unproven", seen.unproven},
        {"notFoundYet", seen.notFoundYet},
        {"neverArrived", seen.neverArrived},
        {"badTicks", seen.badTicks},
        {"externalFills", seen.externalFills},
        {"earlyPositions", seen.earlyPositions},
        {"slowArrivals", seen.slowArrivals},
        {"cuts", seen.cuts},
        {"lostWords", seen.lostWords},
    };
    for (const auto& [name, count] : all) {
        QVERIFY2(count >= 10, name);
    }
}

void TestModelVenueSeeds::tellAllLeavesNothingUntold()
{
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        VenueBench bench;
        bench.venue.setManners(allManners());
        live(bench, seed, 500, Cuts::NowAndThen);

        bench.settle();

        QCOMPARE(faultOfTold(bench), std::string());
        QVERIFY(!bench.venue.nextDue());
        for (const auto& order : bench.venue.orders()) {
            const auto& story = bench.stories[order.ticket.id.value];
            // Where the answer to a replace was lost the last fill does not say that it is the last.
            const bool mayBeMissed = order.state == State::Filled && order.ticket.size.count != story.size;
            if (!order.isExternal && order.state != State::Working && !mayBeMissed) {
                QVERIFY2(story.isEnded, order.clientId.view().data());
            }
        }
    }
}

void TestModelVenueSeeds::nothingIsLostOverRestarts()
{
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        SeededRandom random(seed);
        VenueBench bench;
        for (std::uint64_t life = 0; life < 5; ++life) {
            bench.venue.setManners(allManners());
            live(bench, seed * 100 + life, 150, Cuts::NowAndThen);
            const std::uint64_t last = bench.stories.empty() ? 0 : bench.stories.rbegin()->first;
            const std::uint64_t forgotten = random.below(3);
            const std::uint64_t known = last > forgotten ? last - forgotten : 0;
            bench.restart(random.below(6), OrderId{known});
            bench.stories.erase(bench.stories.upper_bound(known), bench.stories.end()); // numbers come again
        }

        bench.settle();

        QCOMPARE(faultOfTold(bench), std::string());
        QCOMPARE(faultOfTruth(bench), std::string());
        std::set<std::string> ids;
        for (const auto& order : bench.venue.orders()) {
            QVERIFY(order.isExternal || ids.emplace(order.clientId.view()).second);
        }
    }
}

void TestModelVenueSeeds::sameCallsGiveTheSameWords()
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        VenueBench one, other;
        for (VenueBench* bench : {&one, &other}) {
            bench->venue.setManners(allManners());
            live(*bench, seed, 400, Cuts::NowAndThen);
        }

        QCOMPARE(one.words.size(), other.words.size());
        for (std::size_t i = 0; i < one.words.size(); ++i) {
            QVERIFY(one.words[i].at == other.words[i].at && one.words[i].event == other.words[i].event);
        }
        QVERIFY(one.ticks == other.ticks);
    }
}

QTEST_APPLESS_MAIN(TestModelVenueSeeds)
#include "tst_model_venue_seeds.moc"
