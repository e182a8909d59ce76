#include "ui/widgets/outside_text.h"
#include "ui/widgets/proposal_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace omni::ui {

namespace {

/// What the figure behind a reason counts.
enum class Unit : std::uint8_t { BasisPoints, Ranges, Share, Plain };

struct Known {
    std::string_view key;
    Unit unit;
    const char* label;
    const char* above; ///< Sentence while the figure is zero or above; %1 is its size.
    const char* below;
};

constexpr double leastShown = 0.005; ///< A score nearer to zero is shown as 0.00.

constexpr Known known[] = {
    {"sma_fast_above_slow", Unit::BasisPoints, QT_TRANSLATE_NOOP("omni::ui::Reasons", "Fast mean above slow"),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The fast mean is %1 above the slow one."),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The fast mean is %1 below the slow one.")},
    {"close_above_fast", Unit::BasisPoints, QT_TRANSLATE_NOOP("omni::ui::Reasons", "Close above fast mean"),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed %1 above the fast mean."),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed %1 below the fast mean.")},
    {"sma_fast_rises", Unit::BasisPoints, QT_TRANSLATE_NOOP("omni::ui::Reasons", "Fast mean rises"),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The fast mean rose %1 with the last bar."),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The fast mean fell %1 with the last bar.")},
    {"sma_slow_rises", Unit::BasisPoints, QT_TRANSLATE_NOOP("omni::ui::Reasons", "Slow mean rises"),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The slow mean rose %1 with the last bar."),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The slow mean fell %1 with the last bar.")},
    {"close_beyond_range", Unit::Ranges, QT_TRANSLATE_NOOP("omni::ui::Reasons", "Close beyond range"),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed %1 above the edge of the range."),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed %1 below the edge of the range.")},
    {"close_beyond_exit", Unit::Ranges, QT_TRANSLATE_NOOP("omni::ui::Reasons", "Close beyond exit line"),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed %1 above the exit line."),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed %1 below the exit line.")},
    {"close_in_bar", Unit::Share, QT_TRANSLATE_NOOP("omni::ui::Reasons", "Close within bar"),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed in its upper half, %1 of the way to its high."),
     QT_TRANSLATE_NOOP("omni::ui::Reasons", "The last bar closed in its lower half, %1 of the way to its low.")},
};

const Known* find(std::string_view key)
{
    const auto found = std::find_if(std::begin(known), std::end(known), [key](const Known& k) { return k.key == key; });
    return found == std::end(known) ? nullptr : &*found;
}

QString translated(const char* text)
{
    return QCoreApplication::translate("omni::ui::Reasons", text);
}

QString valueText(Unit unit, double value, bool isSigned, const Formats& formats)
{
    switch (unit) {
    case Unit::BasisPoints:
        return QCoreApplication::translate("omni::ui::Reasons", "%1 bp", "basis points")
            .arg(formats.number(value, 1, isSigned));
    case Unit::Ranges:
        return QCoreApplication::translate("omni::ui::Reasons", "%1 ATR", "average true ranges")
            .arg(formats.number(value, 2, isSigned));
    case Unit::Share:
        return formats.percent(value, 0, isSigned);
    case Unit::Plain:
        break;
    }
    return formats.number(value, 2, isSigned);
}

QString labelOf(const strategy::Reason& reason)
{
    if (const Known* one = find(reason.key.view())) {
        return translated(one->label);
    }
    QString words = outsideText(reason.key.view(), 40);
    words.replace(u'_', u' ');
    words.replace(0, 1, words.left(1).toUpper());
    return words;
}

QString sentenceOf(const strategy::Reason& reason, const Formats& formats)
{
    const Known* one = find(reason.key.view());
    if (one == nullptr) {
        return QCoreApplication::translate("omni::ui::Reasons", "%1 is %2.")
            .arg(labelOf(reason), valueText(Unit::Plain, reason.value, false, formats));
    }
    const QString size = valueText(one->unit, std::fabs(reason.value), false, formats);
    return translated(reason.value < 0 ? one->below : one->above).arg(size);
}

} // namespace

ReasonsShown reasonsOf(const strategy::Proposal& proposal, const Formats& formats)
{
    ReasonsShown shown;
    for (std::size_t i = 0; i < std::min<std::size_t>(proposal.reasonCount, strategy::mostReasons); ++i) {
        const strategy::Reason& reason = proposal.reasons[i];
        const Known* one = find(reason.key.view());
        ReasonRow row;
        row.label = labelOf(reason);
        row.valueText = valueText(one != nullptr ? one->unit : Unit::Plain, reason.value, true, formats);
        row.contribution = std::isfinite(reason.contribution) ? reason.contribution : 0;
        row.contributionText = formats.number(row.contribution, 2, true);
        shown.score += row.contribution;
        shown.rows.push_back(std::move(row));
    }
    shown.baseText = formats.number(shown.base, 2);
    shown.scoreText = formats.number(shown.score, 2, true);
    return shown;
}

PlainReasons plainReasons(const strategy::Proposal& proposal, const Formats& formats)
{
    PlainReasons plain;
    for (std::size_t i = 0; i < std::min<std::size_t>(proposal.reasonCount, strategy::mostReasons); ++i) {
        const strategy::Reason& reason = proposal.reasons[i];
        if (reason.contribution != 0) { // what adds nothing says nothing
            (reason.contribution < 0 ? plain.opposing : plain.supporting).push_back(sentenceOf(reason, formats));
        }
    }
    return plain;
}

QString againstItself(const ReasonsShown& reasons)
{
    if (reasons.score > -leastShown) {
        return {};
    }
    return QCoreApplication::translate(
               "omni::ui::Reasons",
               "▲ Its reasons weigh more against it than for it: they sum to %1. It is proposed "
               "because its rule fired.")
        .arg(reasons.scoreText);
}

} // namespace omni::ui
