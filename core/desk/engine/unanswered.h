// Orders of which nothing is known are asked for again until the venue answers (S6, F22, F32): at once when the link is
// back, else after 5 s, and each time twice as long, up to a minute. So are those of which a person has said what has
// become of them, until the venue has said so, too: a person may err (S9).
//
// What it remembers is no part of the state: a start asks for every open order in any case.

#pragma once

#include "core/base/flat_map.h"
#include "core/desk/engine/turn.h"

#include <optional>

namespace omni::engine {

inline constexpr Duration firstAskAgain = seconds(5);
inline constexpr Duration longestAskAgain = minutes(1);

class Unanswered
{
public:
    void forget()
    {
        m_asked.clear();
    }
    /// The venue can be asked again.
    void linkIsBack(const Stamp& now);
    /// A person may have settled some with this command. They have been asked for.
    void noteSettled(const Turn& turn);
    /// A word that says nothing of what has become of the order leaves it unanswered.
    void heard(const events::OrderReport& report);
    /// Asks for those whose time has come. With each event; free as long as no order is Unknown.
    void askAgain(Turn& turn);
    /// When the next one's time comes; nothing: nobody waits.
    [[nodiscard]] std::optional<Monotonic> nextDue() const noexcept;

private:
    struct Asked {
        Monotonic due;
        Duration pause = firstAskAgain;
        bool isSettled = false; ///< By a person.
    };
    FlatMap<OrderId, Asked> m_asked;
};

} // namespace omni::engine
