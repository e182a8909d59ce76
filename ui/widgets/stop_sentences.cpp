#include "ui/widgets/stop_sentences.h"

#include "core/base/wide_int.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace omni::ui {

namespace {

class Say
{
    Q_DECLARE_TR_FUNCTIONS(omni::ui::StopSentence)
};

QString timeWithZone(Timestamp at, const Formats& formats)
{
    return at.ns == 0 ? missing()
                      : Say::tr("%1 %2").arg(
                          formats.time(at), QString::fromUtf8(formats.zone.id()).section(u'/', -1).replace(u'_', u' '));
}

QString byWhom(const Stopped& stopped, const views::DeskSnapshot& desk, const Formats& formats)
{
    if (stopped.breaker) {
        return Say::tr("by circuit breaker %1").arg(breakerText(stopped, desk, formats));
    }
    return stopped.by ? Say::tr("by %1").arg(Words::principal(desk, stopped.by)) : Say::tr("by the kill switch");
}

/// "9 of 10 entry orders cancelled, 1 filled first, 8 of 8 stops kept, 8 positions open."
QString outcome(const StopProgress& progress, const views::DeskSnapshot& desk)
{
    int open = 0, kept = 0;
    for (const views::PositionView& position : desk.positions) {
        open += position.position.lots.count != 0 ? 1 : 0;
        kept += position.position.lots.count != 0 && position.stopOrder ? 1 : 0;
    }
    QStringList parts;
    if (progress.cancelsAsked() > 0) {
        parts.append(
            Say::tr("%1 of %n order(s) cancelled", nullptr, progress.cancelsAsked()).arg(progress.cancelsConfirmed()));
    }
    if (progress.filledFirst() > 0) {
        parts.append(Say::tr("%n filled first", nullptr, progress.filledFirst()));
    }
    parts.append(Say::tr("%n protective stop(s) kept", nullptr, kept));
    parts.append(Say::tr("%n position(s) open", nullptr, open));
    return parts.join(u", "_qs);
}

bool isOfTrip(const Stopped& stopped, const StopProgress& progress)
{
    const auto trip = progress.trip();
    return trip && trip->scope == stopped.scope && trip->breaker == stopped.breaker;
}

QString narrowTitle(const Stopped& stopped, const views::DeskSnapshot& desk)
{
    const QString name = Words::scope(desk, stopped.scope);
    switch (stopped.scope.kind) {
    case risk::ScopeKind::Global:
        return {};
    case risk::ScopeKind::Account:
        return Say::tr("%1 tripped").arg(name);
    case risk::ScopeKind::Strategy:
        return Say::tr("%1 paused").arg(name);
    case risk::ScopeKind::Symbol:
        return Say::tr("%1 blocked").arg(name);
    }
    return {};
}

QString narrowDetail(const Stopped& stopped)
{
    switch (stopped.scope.kind) {
    case risk::ScopeKind::Global:
        return {};
    case risk::ScopeKind::Account:
        return Say::tr("Other accounts trade normally.");
    case risk::ScopeKind::Strategy:
        return Say::tr("Exits allowed, no new entries.");
    case risk::ScopeKind::Symbol:
        return Say::tr("Exits by hand allowed, no new entries.");
    }
    return {};
}

} // namespace

QString breakerText(const Stopped& stopped, const views::DeskSnapshot& desk, const Formats& formats)
{
    if (!stopped.breaker) {
        return {};
    }
    const QString name = Words::of(*stopped.breaker);
    const auto lossOf = [&](std::optional<Money> base) {
        if (!base || base->e8 <= 0) {
            return name;
        }
        const double lost = static_cast<double>(stopped.actual - base->e8) / static_cast<double>(base->e8);
        const double limit = static_cast<double>(stopped.limit - base->e8) / static_cast<double>(base->e8);
        return Say::tr("%1 (%2 of %3)").arg(name, formats.percent(lost), formats.percent(limit));
    };
    switch (*stopped.breaker) {
    case events::Breaker::DailyLoss:
        return lossOf(desk.dayStart);
    case events::Breaker::Drawdown:
        return lossOf(desk.peak);
    case events::Breaker::LosingStreak:
    case events::Breaker::RejectStorm:
        return Say::tr("%1 (%2 of %3)")
            .arg(name, formats.number(static_cast<double>(stopped.actual), 0),
                 formats.number(static_cast<double>(stopped.limit), 0));
    case events::Breaker::Mismatch:
    case events::Breaker::JournalFailed:
    case events::Breaker::RepeatedExecution:
    case events::Breaker::NeedsReconcile:
    case events::Breaker::EngineStalled:
        return name;
    }
    return name;
}

QString causeOf(const Stopped& stopped, const views::DeskSnapshot& desk, const Formats& formats)
{
    const QString when = stopped.at.ns == 0 ? missing() : formats.time(stopped.at);
    if (stopped.breaker) {
        return Say::tr("%1, %2").arg(breakerText(stopped, desk, formats), when);
    }
    const QString who = stopped.by ? Words::principal(desk, stopped.by) : Say::tr("kill switch");
    const QString reason = formats.own(outsideText(stopped.reason.toStdString(), 80));
    return reason.isEmpty() ? Say::tr("%1, %2").arg(who, when) : Say::tr("%1, %2: \"%3\"").arg(who, when, reason);
}

StopSentence sentenceOf(const Stopped& stopped, const StopProgress& progress, const views::DeskSnapshot& desk,
                        const Formats& formats)
{
    if (stopped.scope.kind != risk::ScopeKind::Global) {
        return {narrowTitle(stopped, desk),
                Say::tr("%1 %2").arg(narrowDetail(stopped), causeOf(stopped, desk, formats))};
    }
    StopSentence sentence;
    sentence.title = stopped.breaker
        ? Say::tr("Trading stopped by a circuit breaker: no new risk can be taken by you, the AI or any strategy")
        : Say::tr("Global kill switch tripped: no orders can be sent by you, the AI or any strategy");
    if (stopped.at.ns == 0) {
        sentence.detail = Say::tr("The way to the market is closed. It stays tripped after restart.");
        return sentence;
    }
    const QString when = timeWithZone(stopped.at, formats);
    const QString who = byWhom(stopped, desk, formats);
    sentence.detail = isOfTrip(stopped, progress)
        ? Say::tr("%1, %2. %3. Stays tripped after restart.").arg(when, who, outcome(progress, desk))
        : Say::tr("%1, %2. Stays tripped after restart.").arg(when, who);
    return sentence;
}

StopSentence reducedSentence(const views::ReducedView& reduced, const views::DeskSnapshot& desk, const Formats& formats)
{
    return {Say::tr("Reduced size, 50% until the session ends"),
            Say::tr("Reset by %1 %2, after a loss breaker.")
                .arg(Words::principal(desk, reduced.by), formats.time(reduced.at))};
}

StopSentence stoppingSentence(const StopProgress& progress)
{
    const int asked = progress.cancelsAsked();
    const int answered = progress.cancelsConfirmed() + progress.filledFirst();
    StopSentence sentence;
    sentence.title = Say::tr("Stopping everything: orders blocked, %1 of %n cancel(s) confirmed", nullptr, asked)
                         .arg(std::min(answered, asked));
    sentence.detail = Say::tr("Order gateway closed. Proposals withdrawn: %1 of %2.")
                          .arg(progress.proposalsWithdrawn())
                          .arg(progress.proposalsToWithdraw());
    if (progress.isWithoutAnswer()) {
        sentence.detail
            = Say::tr("No answer for %1 s. %n order(s) may still fill. Asking again.", nullptr, progress.pending())
                  .arg(progress.waitedMs() / 1'000);
    }
    return sentence;
}

QString costSentence(const views::ClosingCost& cost, const views::DeskSnapshot& desk, const Formats& formats)
{
    const QString currency = outsideText(desk.baseCurrency, 12);
    const auto whole = cost.spread && cost.fees ? checkedSum(cost.spread->e8, cost.fees->e8) : std::nullopt;
    if (whole) {
        return Say::tr("Est. cost %1 %2 with fees.").arg(formats.money(Money{*whole}), currency);
    }
    return cost.spread ? Say::tr("Est. cost %1 %2, fees not known.").arg(formats.money(cost.spread), currency)
                       : Say::tr("Est. cost %1.").arg(missing());
}

QString costMeaning()
{
    return Say::tr("Half of the spread of now, and what the venue charges. What a market order pays beyond the best "
                   "price is not in it.");
}

} // namespace omni::ui
