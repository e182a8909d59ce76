#include "ui/widgets/told_words.h"

#include "ui/widgets/outside_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace omni::ui {

namespace {

constexpr const char* context = "told";

/// Said by the venue in the house, by the outbox in its place, and by the parts of the program about themselves.
constexpr const char* known[] = {
    QT_TRANSLATE_NOOP("told", "the price is beyond the limit"),
    QT_TRANSLATE_NOOP("told", "fill or kill: not enough is shown"),
    QT_TRANSLATE_NOOP("told", "post only: it would take"),
    QT_TRANSLATE_NOOP("told", "immediate or cancel"),
    QT_TRANSLATE_NOOP("told", "the amount is below the smallest order"),
    QT_TRANSLATE_NOOP("told", "the value does not fit"),
    QT_TRANSLATE_NOOP("told", "reduce only: the position is closed"),
    QT_TRANSLATE_NOOP("told", "reduce only: there is no position to reduce"),
    QT_TRANSLATE_NOOP("told", "end of day"),
    QT_TRANSLATE_NOOP("told", "no such open order"),
    QT_TRANSLATE_NOOP("told", "the market is closed"),
    QT_TRANSLATE_NOOP("told", "limit price missing or not wanted"),
    QT_TRANSLATE_NOOP("told", "stop price missing"),
    QT_TRANSLATE_NOOP("told", "trail missing or not wanted"),
    QT_TRANSLATE_NOOP("told", "only a limit order that rests can be post-only"),
    QT_TRANSLATE_NOOP("told", "only a market order can be for an amount"),
    QT_TRANSLATE_NOOP("told", "a held order is not for the venue"),
    QT_TRANSLATE_NOOP("told", "too many requests under way"),
    QT_TRANSLATE_NOOP("told", "too many open orders"),
    QT_TRANSLATE_NOOP("told", "unknown instrument"),
    QT_TRANSLATE_NOOP("told", "finished"),
    QT_TRANSLATE_NOOP("told", "never seen"),
    QT_TRANSLATE_NOOP("told", "the new size has been filled already"),
    QT_TRANSLATE_NOOP("told", "the stop has fired already"),
    QT_TRANSLATE_NOOP("told", "not sent: the journal took too long"),
    QT_TRANSLATE_NOOP("told", "not sent: it was decided too long ago"),
    QT_TRANSLATE_NOOP("told", "cancelled before it was sent"),
    QT_TRANSLATE_NOOP("told", "starting"),
    QT_TRANSLATE_NOOP("told", "no session"),
    QT_TRANSLATE_NOOP("told", "ready"),
    QT_TRANSLATE_NOOP("told", "kept"),
    QT_TRANSLATE_NOOP("told", "flows"),
    QT_TRANSLATE_NOOP("told", "paused"),
    QT_TRANSLATE_NOOP("told", "silent"),
    QT_TRANSLATE_NOOP("told", "nothing has come yet"),
    QT_TRANSLATE_NOOP("told", "behind the pace that is wanted"),
    QT_TRANSLATE_NOOP("told", "the engine does not answer"),
    QT_TRANSLATE_NOOP("told", "the venue in the house"),
    QT_TRANSLATE_NOOP("told", "the session has failed"),
    QT_TRANSLATE_NOOP("told", "all is durable"),
    QT_TRANSLATE_NOOP("told", "catching up"),
    QT_TRANSLATE_NOOP("told", "up to date"),
    QT_TRANSLATE_NOOP("told", "no history is kept"),
};

/// With one place for what differs each time. The place stands at one end or inside.
constexpr const char* patterns[] = {
    QT_TRANSLATE_NOOP("told", "the latch is set in memory only: %1"),
    QT_TRANSLATE_NOOP("told", "%1 events on their way"),
    QT_TRANSLATE_NOOP("told", "%1 prices did not reach the charts"),
    QT_TRANSLATE_NOOP("told", "the folder layouts cannot be used: %1"),
    QT_TRANSLATE_NOOP("told", "the folder layouts cannot be read: %1"),
    QT_TRANSLATE_NOOP("told", "not sent: %1"),
};

/// What became of an order, as the middle of a sentence.
struct Said {
    Q_DECLARE_TR_FUNCTIONS(told)
};

struct Ends {
    std::string_view before, after;
};

Ends endsOf(std::string_view pattern)
{
    const std::size_t at = pattern.find("%1");
    return {pattern.substr(0, at), pattern.substr(at + 2)};
}

} // namespace

QString toldWords(std::string_view english, int most)
{
    const auto found
        = std::find_if(std::begin(known), std::end(known), [english](const char* one) { return one == english; });
    if (found != std::end(known)) {
        return QCoreApplication::translate(context, *found);
    }
    for (const char* pattern : patterns) {
        const Ends ends = endsOf(pattern);
        if (english.size() > ends.before.size() + ends.after.size() && english.starts_with(ends.before)
            && english.ends_with(ends.after)) {
            english.remove_prefix(ends.before.size());
            english.remove_suffix(ends.after.size());
            return QCoreApplication::translate(context, pattern).arg(outsideText(english, most));
        }
    }
    return outsideText(english, most);
}

QString toldWords(orders::OrderEventKind kind)
{
    switch (kind) {
    case orders::OrderEventKind::Sent:
        return Said::tr("sent", "what became of an order");
    case orders::OrderEventKind::Accepted:
        return Said::tr("accepted", "what became of an order");
    case orders::OrderEventKind::Rejected:
        return Said::tr("rejected", "what became of an order");
    case orders::OrderEventKind::PartFilled:
        return Said::tr("partly filled", "what became of an order");
    case orders::OrderEventKind::Filled:
        return Said::tr("filled", "what became of an order");
    case orders::OrderEventKind::CancelSent:
        return Said::tr("cancel sent", "what became of an order");
    case orders::OrderEventKind::Cancelled:
        return Said::tr("cancelled", "what became of an order");
    case orders::OrderEventKind::CancelRejected:
        return Said::tr("cancel rejected", "what became of an order");
    case orders::OrderEventKind::Expired:
        return Said::tr("expired", "what became of an order");
    case orders::OrderEventKind::Lost:
        return Said::tr("no answer", "what became of an order");
    case orders::OrderEventKind::Found:
        return Said::tr("found again", "what became of an order");
    case orders::OrderEventKind::ReplaceSent:
        return Said::tr("change sent", "what became of an order");
    case orders::OrderEventKind::Replaced:
        return Said::tr("changed", "what became of an order");
    case orders::OrderEventKind::ReplaceRejected:
        return Said::tr("change rejected", "what became of an order");
    }
    return {};
}

} // namespace omni::ui
