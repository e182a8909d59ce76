// Whether what was said of a missing stop is still true: a stop that the desk puts back by itself within some seconds,
// as after each start, is no news; and a warning does not stand there when its cause is gone.
//
// The record of alerts is not touched by this: it says what was so when. UI thread; times from outside.

#pragma once

#include "core/desk/views/desk_snapshot.h"

#include <QString>

#include <map>
#include <vector>

namespace omni::ui {

class MissingStops
{
public:
    static constexpr Duration patience = seconds(3);

    struct Word {
        InstrumentId instrument;
        bool isOver = false; ///< It was said, and is not so any more.
        bool isClosed = false; ///< Because nothing is held any more.
        QString text; ///< Of one that is not over: the desk's words.
    };

    /// The desk has said that a stop is missing; in `text`, for people.
    void alerted(InstrumentId instrument, const QString& text, Monotonic now);
    /// What is to be said now.
    [[nodiscard]] std::vector<Word> look(const views::DeskSnapshot& desk, Monotonic now);
    void clear()
    {
        m_told.clear();
    }

private:
    struct Told {
        QString text;
        Monotonic since;
        bool isSaid = false, isNew = true;
    };
    std::map<InstrumentId, Told> m_told;
};

} // namespace omni::ui
