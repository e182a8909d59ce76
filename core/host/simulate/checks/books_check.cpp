#include "core/host/simulate/checks/books_check.h"

#include "core/host/simulate/model_venue.h"

#include <fmt/format.h>

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

constexpr int idempotence = 7, position = 9, conservation = 10, nothingSilent = 27;

std::string textOf(Int128 value)
{
    return fmt::format("{}", static_cast<std::int64_t>(value)); // figures of a simulated world fit
}

std::string differs(const char* what, Int128 desk, Int128 own)
{
    return fmt::format("{} is {}, the executions give {}", what, textOf(desk), textOf(own));
}

} // namespace

void BooksCheck::onBoot(const Scene&, const engine::DeskState&, Findings&)
{
    m_isNew = true;
    m_cashTold.clear();
    m_cashUntold.reset();
}

void BooksCheck::onInput(const Scene& scene, const Stamp&, const Event& event, Findings& findings)
{
    const auto changed = [this](InstrumentId instrument) {
        m_hasMoved = true;
        if (std::find(m_changed.begin(), m_changed.end(), instrument) == m_changed.end()) {
            m_changed.push_back(instrument);
        }
    };
    if (const auto* fill = std::get_if<orders::Fill>(&event)) {
        if (m_told.change().repeated) {
            compareHolding(scene, fill->instrument, idempotence, findings);
            compareMoney(scene, idempotence, findings);
        } else {
            changed(fill->instrument);
        }
    } else if (const auto* busted = std::get_if<FillBusted>(&event)) {
        changed(busted->instrument);
    } else if (const auto* corrected = std::get_if<FillCorrected>(&event)) {
        changed(corrected->instrument);
    } else if (const auto* split = std::get_if<SplitHappened>(&event)) {
        changed(split->instrument);
    } else if (const auto* defined = std::get_if<InstrumentDefined>(&event)) {
        changed(defined->instrument.id);
    } else if (const auto* reported = std::get_if<PositionReported>(&event)) {
        notePosition(scene, *reported, findings);
    } else if (const auto* cash = std::get_if<CashReported>(&event)) {
        noteCash(scene, *cash, findings);
    } else {
        m_hasMoved = m_hasMoved || std::holds_alternative<CashMoved>(event) || std::holds_alternative<RateGiven>(event);
    }
}

/// The broker's cash is another than what fills and movements have left: then the books say so, and a person is told in
/// the same moment or has been since it was so, which `onFact` hears.
void BooksCheck::noteCash(const Scene& scene, const CashReported& report, Findings& findings)
{
    const auto& state = scene.engine->state();
    const Int128 own = m_told.state().books.cash(report.currency);
    const bool isKnown = report.currency.value <= state.portfolio.currencies().size();
    const bool differs = isKnown && report.account == state.session.account && own != report.cash.e8;
    if (differs != state.reportedCash.contains(report.currency)) {
        findings.broken(position, scene.step,
                        fmt::format("cash {}: the broker reports {}, the books give {}, and that is {}",
                                    report.currency.value, report.cash.e8, textOf(own),
                                    differs ? "not noted" : "noted as a difference"));
    }
    if (!differs) {
        m_cashTold.erase(report.currency);
    } else if (!m_cashTold.contains(report.currency)) {
        m_cashUntold = report.currency;
    }
}

/// The broker says something else than the executions: then a latch says so (F27).
void BooksCheck::notePosition(const Scene& scene, const PositionReported& report, Findings& findings)
{
    const auto& state = scene.engine->state();
    const Int128 own = m_told.state().books.positionAt(report.account, report.instrument);
    std::erase(m_disputed, report.instrument);
    if (own != report.position.count) {
        m_disputed.push_back(report.instrument);
    }
    if (own != report.position.count && !state.breakers.contains({Breaker::Mismatch, report.instrument.value})) {
        findings.broken(
            position, scene.step,
            fmt::format("instrument {}: the broker reports {}, the executions give {}, and no mismatch stands",
                        report.instrument.value, report.position.count, textOf(own)));
    }
}

void BooksCheck::onFact(const Scene& scene, const Stamp&, const Fact& fact, Findings& findings)
{
    if (const auto* adopted = std::get_if<PositionAdopted>(&fact)) {
        m_changed.push_back(adopted->instrument);
        m_hasMoved = true;
    } else if (std::holds_alternative<CashAdopted>(fact)) {
        m_hasMoved = true;
    } else if (const auto* alert = std::get_if<AlertRaised>(&fact);
               alert != nullptr && alert->key.view() == "cash.mismatch") {
        m_cashTold.insertOrAssign(CurrencyId{static_cast<std::uint64_t>(alert->limit)}, true);
        m_cashUntold.reset();
    } else if (const auto* opened = std::get_if<DayOpened>(&fact)) {
        compareRecorded(scene, "a day's start", opened->equity, findings);
    } else if (const auto* reached = std::get_if<PeakReached>(&fact)) {
        compareRecorded(scene, "a peak", reached->equity, findings);
    } else if (const auto* deepened = std::get_if<DrawdownDeepened>(&fact)) {
        compareRecorded(scene, "a fall", deepened->equity, findings);
    } else if (const auto* tripped = std::get_if<BreakerTripped>(&fact)) {
        if (tripped->breaker == Breaker::DailyLoss || tripped->breaker == Breaker::Drawdown) {
            compareRecorded(scene, "a loss", Money{tripped->actual}, findings);
        }
    }
}

void BooksCheck::onStep(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr) {
        return;
    }
    comparePositions(scene, findings);
    if (m_cashUntold) {
        findings.broken(nothingSilent, scene.step,
                        fmt::format("the broker's cash {} is not ours, and nobody was told", m_cashUntold->value));
    }
    if (!m_hasMoved && !m_isNew) {
        return;
    }
    if (m_isNew) {
        compareAll(scene, findings);
    } else {
        for (const InstrumentId instrument : m_changed) {
            compareHolding(scene, instrument, conservation, findings);
        }
        compareMoney(scene, conservation, findings);
    }
    compareEquity(scene, findings);
    m_changed.clear();
    m_hasMoved = m_isNew = false;
}

void BooksCheck::onQuiet(const Scene& scene, Findings& findings)
{
    if (scene.engine == nullptr) {
        return;
    }
    compareAll(scene, findings);
    compareEquity(scene, findings);
    const auto& books = m_told.state().books;
    for (std::uint64_t id = 1; scene.venue != nullptr && id <= books.instruments(); ++id) {
        const Int128 told = books.holding({id}).position;
        const Lots true_ = scene.venue->position({id});
        const bool isDisputed = std::find(m_disputed.begin(), m_disputed.end(), InstrumentId{id}) != m_disputed.end();
        const bool isExplained = books.wasAdopted({id}) || isDisputed;
        if (told != true_.count && !isExplained) {
            findings.broken(position, scene.step,
                            fmt::format("instrument {}: {}", id, differs("the venue's position", true_.count, told)));
        }
    }
}

void BooksCheck::compareAll(const Scene& scene, Findings& findings) const
{
    for (std::uint64_t id = 1; id <= m_told.state().books.instruments(); ++id) {
        compareHolding(scene, {id}, conservation, findings);
    }
    compareMoney(scene, conservation, findings);
}

/// Also of what nobody has told anything about.
void BooksCheck::comparePositions(const Scene& scene, Findings& findings) const
{
    const auto& books = m_told.state().books;
    const auto& portfolio = scene.engine->state().portfolio;
    for (std::uint64_t id = 1; id <= books.instruments(); ++id) {
        const Int128 desk = portfolio.position({id}).lots.count;
        const Int128 own = books.holding({id}).position;
        if (desk != own) {
            findings.broken(position, scene.step,
                            fmt::format("instrument {}: {}", id, differs("the position", desk, own)));
        }
    }
}

/// `invariant`: 7 where nothing may have moved; a position that differs is else a matter of S9.
void BooksCheck::compareHolding(const Scene& scene, InstrumentId id, int invariant, Findings& findings) const
{
    const auto& books = m_told.state().books;
    const auto& own = books.holding(id);
    const auto& portfolio = scene.engine->state().portfolio;
    const auto desk = portfolio.position(id);
    const auto broken = [&](int number, const char* what, Int128 theirs, Int128 ours) {
        if (theirs != ours) {
            findings.broken(number, scene.step,
                            fmt::format("instrument {}: {}", id.value, differs(what, theirs, ours)));
        }
    };
    const int ofPosition = invariant == idempotence ? idempotence : position;
    broken(ofPosition, "the position", desk.lots.count, own.position);
    for (const auto& [account, lots] : own.at) {
        broken(ofPosition, "the position at an account", portfolio.positionAt(account, id).count, lots);
    }
    broken(invariant, "the cost", desk.cost.e8, own.cost);
    broken(invariant, "the realised result", desk.realised.e8, own.realised);
    for (std::uint64_t number = 1; number <= books.currencies(); ++number) {
        const CurrencyId currency{number};
        broken(invariant, "what was paid in fees", portfolio.feesOf(id, currency).e8, books.feesOf(id, currency));
    }
    for (const auto& [account, beyond] : own.beyond) {
        broken(invariant, "what is held beyond whole lots", portfolio.dustAt(account, id).e8, beyond);
    }
}

void BooksCheck::compareMoney(const Scene& scene, int invariant, Findings& findings) const
{
    const auto& books = m_told.state().books;
    const auto& portfolio = scene.engine->state().portfolio;
    const auto broken = [&](const char* what, CurrencyId currency, Int128 theirs, Int128 ours) {
        if (theirs != ours) {
            findings.broken(invariant, scene.step,
                            fmt::format("currency {}: {}", currency.value, differs(what, theirs, ours)));
        }
    };
    for (std::uint64_t number = 1; number <= books.currencies(); ++number) {
        const CurrencyId currency{number};
        broken("the cash", currency, portfolio.cash(currency).e8, books.cash(currency));
        broken("what was paid in fees", currency, portfolio.fees(currency).e8, books.fees(currency));
        broken("the realised result", currency, portfolio.realised(currency).e8, books.realised(currency));
        broken("the sum of all accounts", currency, portfolio.cashLedger().sumOf(currency), 0);
    }
}

void BooksCheck::compareEquity(const Scene& scene, Findings& findings) const
{
    const auto& state = scene.engine->state();
    const Timestamp now = m_told.stamp().wall;
    const auto own = m_told.state().books.equity(m_told.market(), now);
    if (!own.isSure) {
        return;
    }
    const auto desk = state.portfolio.equity(state.base, scene.engine->marks(), state.rates, now);
    if (desk.has_value() != own.value.has_value()) {
        findings.broken(conservation, scene.step,
                        desk ? fmt::format("equity is said to be {} where a price or a rate is missing", desk->e8)
                             : "equity is not known where it could be: " + textOf(*own.value));
    } else if (desk && desk->e8 != *own.value) {
        findings.broken(conservation, scene.step, differs("equity", desk->e8, *own.value));
    }
}

/// What the desk itself has worked out while it went.
void BooksCheck::compareRecorded(const Scene& scene, const char* what, Money equity, Findings& findings) const
{
    const auto own = m_told.state().books.equity(m_told.market(), m_told.stamp().wall);
    if (!own.isSure) {
        return;
    }
    if (!own.value) {
        findings.broken(
            conservation, scene.step,
            fmt::format("equity at {} is said to be {} where a price or a rate is missing", what, equity.e8));
    } else if (*own.value != equity.e8) {
        findings.broken(conservation, scene.step,
                        fmt::format("at {}, {}", what, differs("equity", equity.e8, *own.value)));
    }
}

} // namespace omni::simulate
