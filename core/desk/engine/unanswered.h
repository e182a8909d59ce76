// Orders of which nothing is known are asked for again until the venue answers (S6, F22, F32): at once when the link is
// back, else after 5 s, and each time twice as long, up to a minute. So are those of which a person has said what has
// become of them, until the venue has said so, too: a person may err (S9).
//
// So are those of which the venue has told other figures than stand here: the word may be older than a change. While
// the answer to a change is out such a word is left out; when the change is refused, the order is asked for (S9).
//
// What it remembers is no part of the state: a start asks for every open order in any case.

#pragma once

#include "core/base/flat_map.h"
#include "core/desk/engine/fold.h"
#include "core/desk/engine/turn.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace omni::engine {

inline constexpr Duration firstAskAgain = seconds(5);
inline constexpr Duration longestAskAgain = minutes(1);

class Unanswered
{
public:
    void forget()
    {
        m_asked.clear();
        m_leftOut.clear();
    }
    /// The venue can be asked again.
    void linkIsBack(const Stamp& now);
    /// A person may have settled some with this command. They have been asked for.
    void noteSettled(const Turn& turn);
    /// A word that says nothing of what has become of the order leaves it unanswered.
    void heard(Turn& turn, const events::OrderReport& report, const Folded& folded);
    /// An open order, until the venue has said how it stands.
    void ask(Turn& turn, OrderId order);
    /// Asks for those whose time has come. With each event; free as long as no order is Unknown.
    void askAgain(Turn& turn);
    /// When the next one's time comes; nothing: nobody waits.
    [[nodiscard]] std::optional<Monotonic> nextDue() const noexcept;

private:
    enum class Why : std::uint8_t { Unknown, OtherFigures, Settled };
    struct Asked {
        Monotonic due;
        Duration pause = firstAskAgain;
        Why why = Why::Unknown;
    };
    void noteFigures(Turn& turn, const events::OrderReport& report, const Folded& folded);

    FlatMap<OrderId, Asked> m_asked;
    std::vector<OrderId> m_leftOut; ///< Of these figures were left out; none twice.
};

} // namespace omni::engine
