#include "ui/bridge/stop_record.h"

#include "core/desk/views/stop_note.h"

#include <algorithm>

namespace omni::ui {

namespace {

/// The same switch or the same breaker.
bool isOfOne(const Stopped& a, const Stopped& b)
{
    return a.breaker == b.breaker && (a.breaker ? a.subject == b.subject : a.scope == b.scope);
}

bool isSameStop(const StopEvent& a, const StopEvent& b)
{
    return a.at == b.at && a.isReset == b.isReset && isOfOne(a.what, b.what);
}

} // namespace

std::optional<StopEvent> stopEventOf(const views::NoteRow& row)
{
    const auto note = views::stopNoteOf(row.note);
    if (!note) {
        return std::nullopt;
    }
    StopEvent event;
    event.at = row.at;
    event.isReset = note->isReset;
    event.what.at = row.at;
    event.what.scope = note->scope;
    event.what.level = note->level;
    event.what.breaker = note->breaker;
    event.what.subject = note->subject;
    event.what.limit = note->limit;
    event.what.actual = note->actual;
    event.what.cause = note->cause;
    event.what.by = row.by;
    for (const QChar one :
         QString::fromUtf8(note->reason.view().data(), static_cast<qsizetype>(note->reason.view().size()))) {
        event.what.reason += one.isPrint() ? one : QChar(u' '); // text from outside, on one line
    }
    return event;
}

std::vector<StopEvent> allStops(const std::vector<StopEvent>& recorded, const std::vector<StopEvent>& heard,
                                const std::vector<Stopped>& stands)
{
    std::vector<StopEvent> all = heard;
    for (const StopEvent& event : recorded) {
        if (std::none_of(heard.begin(), heard.end(), [&](const StopEvent& one) { return isSameStop(one, event); })) {
            all.push_back(event);
        }
    }
    for (const Stopped& stopped : stands) {
        const auto isIt = [&](const StopEvent& one) { return !one.isReset && isOfOne(one.what, stopped); };
        if (stopped.at.ns != 0 && std::none_of(all.begin(), all.end(), isIt)) {
            all.push_back({stopped.at, stopped, false, {}});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const StopEvent& a, const StopEvent& b) { return a.at < b.at; });
    for (auto event = all.begin(); event != all.end(); ++event) {
        const auto isIts = [&](const StopEvent& one) { return !one.isReset && isOfOne(one.what, event->what); };
        const auto trip = std::find_if(std::make_reverse_iterator(event), all.rend(), isIts);
        if (event->isReset && !event->stood && trip != all.rend()) {
            event->stood = event->at - trip->at;
            event->what.scope = trip->what.scope;
        }
    }
    return all;
}

} // namespace omni::ui
