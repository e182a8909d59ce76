#include "ui/widgets/assessment_words.h"

#include "ui/widgets/proposal_words.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace omni::ui {

namespace {

/// Only the context of the translations.
struct Texts {
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Assessment)
};

/// A band that fits into prices; without a guard it is as wide as numbers go.
bool isGuarded(const events::ProposalMade& made)
{
    constexpr std::int64_t widest = std::numeric_limits<std::int64_t>::max() / 4;
    return made.driftAllowed.count < widest && std::abs(made.proposal.reference.count) < widest;
}

/// The figures of one finding in the unit of its rule.
struct Figures {
    const WordsContext& words;

    [[nodiscard]] QString money(std::int64_t e8) const
    {
        return words.formats.money(Money{e8});
    }
    [[nodiscard]] QString quantity(std::int64_t lots) const
    {
        return words.formats.quantity(words.instrument, Lots{lots});
    }
    [[nodiscard]] QString price(std::int64_t ticks) const
    {
        return words.formats.price(words.instrument, Ticks{ticks});
    }
    [[nodiscard]] QString number(std::int64_t count) const
    {
        return words.formats.number(static_cast<double>(count), 0);
    }
    [[nodiscard]] QString seconds(std::int64_t ns) const
    {
        return words.formats.seconds(Duration{ns});
    }
};

QString ofLimit(const QString& limit)
{
    return Texts::tr("of %1", "a figure of its limit").arg(limit);
}

/// Rules that name what was found instead of counting it.
QString foundText(const risk::Finding& finding, const Figures& f)
{
    switch (finding.rule) {
    case risk::Rule::TicketInvalid:
        return finding.passes ? Texts::tr("fit together") : Texts::tr("contradict each other");
    case risk::Rule::VenueFilter:
        return finding.passes ? Texts::tr("accepted") : Texts::tr("not accepted");
    case risk::Rule::Environment:
        return finding.passes ? Texts::tr("same as the session") : Texts::tr("another one");
    case risk::Rule::Mode:
        return Words::of(static_cast<risk::Mode>(finding.actual));
    case risk::Rule::Latched:
        return finding.actual == 0 ? Texts::tr("armed") : Words::of(static_cast<risk::KillLevel>(finding.actual));
    case risk::Rule::ReduceOnly:
        return finding.passes ? Texts::tr("no conflict") : Texts::tr("in the way");
    case risk::Rule::UnknownOrder:
        return finding.actual == 0 ? Texts::tr("none") : f.number(finding.actual);
    case risk::Rule::MarketClosed:
        return Words::of(static_cast<market::TradingState>(finding.actual));
    case risk::Rule::EquityUnknown:
        return finding.passes ? Texts::tr("known") : Texts::tr("not known");
    case risk::Rule::Duplicate:
        return finding.passes ? Texts::tr("none") : Texts::tr("%1 ago").arg(f.seconds(finding.actual));
    case risk::Rule::Overflow:
        return Texts::tr("too large to count");
    default: // -Wswitch-enum is off: the measured rules have their own function
        return {};
    }
}

struct MeasuredText {
    QString actual, limit;
};

MeasuredText measuredText(const risk::Finding& finding, const Figures& f)
{
    switch (finding.rule) {
    case risk::Rule::StaleData:
        return {finding.actual < 0 ? missing() : f.seconds(finding.actual), f.seconds(finding.limit)};
    case risk::Rule::PriceCollar:
        return {f.price(finding.actual), f.price(finding.limit)};
    case risk::Rule::OrderSize:
        return {f.quantity(finding.actual), f.quantity(finding.limit)};
    case risk::Rule::OrderValue:
    case risk::Rule::PositionSize:
    case risk::Rule::LossAtStop:
    case risk::Rule::GrossExposure:
    case risk::Rule::NetExposure:
    case risk::Rule::DailyLoss:
        return {f.money(finding.actual), f.money(finding.limit)};
    case risk::Rule::Leverage:
        return {Texts::tr("%1 ×", "times equity")
                    .arg(f.words.formats.number(std::ceil(static_cast<double>(finding.actual) / 10) / 100, 2)),
                Texts::tr("%1 ×", "times equity")
                    .arg(f.words.formats.number(static_cast<double>(finding.limit) / 1'000, 2))};
    case risk::Rule::Drawdown:
        return {f.words.formats.percent(static_cast<double>(finding.actual) / 10'000),
                f.words.formats.percent(static_cast<double>(finding.limit) / 10'000)};
    default: // counts
        return {f.number(finding.actual), f.number(finding.limit)};
    }
}

QString useLabel(views::UseKind kind, const WordsContext& words)
{
    switch (kind) {
    case views::UseKind::GrossExposure:
        return Texts::tr("Gross exposure");
    case views::UseKind::NetExposure:
        return Texts::tr("Net exposure");
    case views::UseKind::Position:
        return Texts::tr("%1 position", "symbol").arg(symbolOf(words.instrument));
    case views::UseKind::Leverage:
        return Texts::tr("Leverage");
    case views::UseKind::LossAtStops:
        return Texts::tr("Loss, all stops");
    case views::UseKind::DayLoss:
        return Texts::tr("Day's loss");
    }
    return {};
}

/// Basis points as per cent; leverage as a multiple.
QString shareText(views::UseKind kind, std::optional<BasisPoints> share, const WordsContext& words)
{
    if (!share) {
        return missing();
    }
    if (kind == views::UseKind::Leverage) {
        return Texts::tr("%1 ×", "times equity").arg(words.formats.number(share->count / 10'000.0, 2));
    }
    return words.formats.number(share->count / 100.0, 2);
}

Verdict verdictOf(const views::Use& use)
{
    if (!use.limit) {
        return use.afterShare ? Verdict::Passed : Verdict::Unknown;
    }
    if (!use.afterShare) {
        return Verdict::Unknown;
    }
    const std::int64_t after = use.afterShare->count;
    const std::int64_t limit = use.limit->count;
    if (after > limit) {
        return Verdict::Failed;
    }
    return after * 100 > limit * 85 ? Verdict::Warning : Verdict::Passed;
}

} // namespace

CheckRow checkRow(const risk::Finding& finding, const WordsContext& words)
{
    const Figures figures{words};
    CheckRow row;
    row.key = QString::fromUtf8(risk::nameOf(finding.rule).data(),
                                static_cast<qsizetype>(risk::nameOf(finding.rule).size()));
    row.label = Words::of(finding.rule);
    row.verdict = !finding.passes ? Verdict::Failed : finding.isNear() ? Verdict::Warning : Verdict::Passed;
    if (!finding.isMeasured) {
        row.figure = foundText(finding, figures);
    }
    if (finding.isMeasured || row.figure.isEmpty()) {
        const MeasuredText text = measuredText(finding, figures);
        row.figure = text.actual;
        row.limit = ofLimit(text.limit);
    }
    return row;
}

std::vector<CheckRow> checkRows(const views::Assessment& assessment, const WordsContext& words)
{
    std::vector<CheckRow> rows;
    rows.reserve(assessment.checks.size());
    for (const risk::Finding& finding : assessment.checks) {
        rows.push_back(checkRow(finding, words));
    }
    return rows;
}

QString lossSentence(const views::Assessment& assessment, const QString& currency, const Formats& formats)
{
    if (!assessment.lossAtStop) {
        return Texts::tr("There is no stop.");
    }
    const QString loss = formats.money(assessment.lossAtStop);
    if (!assessment.lossWithFees) {
        return Texts::tr("A fill at the stop loses %1 %2; fees come on top and are not known.", "amount, currency")
            .arg(loss, currency);
    }
    return Texts::tr("A fill at the stop loses %1 %2, with fees %3.", "amount, currency, amount")
        .arg(loss, currency, formats.money(assessment.lossWithFees));
}

QString feesText(const views::Assessment& assessment, const Formats& formats)
{
    if (!assessment.entryFee) {
        return missing();
    }
    if (!assessment.exitFee) {
        return formats.money(assessment.entryFee);
    }
    return Texts::tr("%1 in, %2 out at the stop", "fees")
        .arg(formats.money(assessment.entryFee), formats.money(assessment.exitFee));
}

std::optional<DriftShown> driftShown(const views::ProposalView& proposal, const WordsContext& words)
{
    const events::ProposalMade& made = proposal.made;
    const Ticks decision = made.proposal.reference;
    if (!isGuarded(made)) {
        return std::nullopt;
    }
    const auto priceAndChange = [&](Ticks price) {
        return Texts::tr("%1 %2", "a price and its distance")
            .arg(words.formats.price(words.instrument, price),
                 words.formats.percent(relativeChange(decision, price), 2, true));
    };
    DriftShown shown;
    shown.decision = static_cast<double>(decision.count);
    shown.allowed = static_cast<double>(made.driftAllowed.count);
    shown.decisionText = words.formats.price(words.instrument, decision);
    shown.lowText = priceAndChange(Ticks{decision.count - made.driftAllowed.count});
    shown.highText = priceAndChange(Ticks{decision.count + made.driftAllowed.count});
    shown.isInside = proposal.driftNow.isInside;
    if (proposal.driftNow.price) {
        shown.now = static_cast<double>(proposal.driftNow.price->count);
        shown.nowText = priceAndChange(*proposal.driftNow.price);
    }
    return shown;
}

std::optional<CheckRow> driftRow(const views::ProposalView& proposal, const WordsContext& words)
{
    const auto shown = driftShown(proposal, words);
    if (!shown) {
        return std::nullopt;
    }
    CheckRow row;
    row.key = QStringLiteral("price_drift");
    row.label = Texts::tr("Price drift");
    const Ticks decision = proposal.made.proposal.reference;
    const auto band = relativeChange(decision, Ticks{decision.count + proposal.made.driftAllowed.count});
    row.figure = proposal.driftNow.price
        ? words.formats.percent(relativeChange(decision, *proposal.driftNow.price), 2, true)
        : missing();
    row.limit = ofLimit(Texts::tr("±%1").arg(words.formats.percent(band)));
    row.verdict = !shown->now ? Verdict::Unknown : shown->isInside ? Verdict::Passed : Verdict::Failed;
    return row;
}

std::vector<WhatIfRow> whatIfRows(const views::Assessment& assessment, const WordsContext& words)
{
    std::vector<WhatIfRow> rows;
    for (const views::Use& use : assessment.uses) {
        WhatIfRow row;
        const auto number = [](std::optional<BasisPoints> share) {
            return share ? std::optional<double>(share->count) : std::nullopt;
        };
        row.label = useLabel(use.kind, words);
        row.now = number(use.nowShare);
        row.after = number(use.afterShare);
        row.limit = number(use.limit);
        row.nowText = shareText(use.kind, use.nowShare, words);
        row.afterText = shareText(use.kind, use.afterShare, words);
        row.limitText = use.limit ? shareText(use.kind, use.limit, words) : QString();
        row.verdict = verdictOf(use);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace omni::ui
