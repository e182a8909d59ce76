// Where the set-up of an authenticator comes from: the accounts by way of the settings, or a seat that somebody came
// into by a recovery code. UI thread; every function returns at once.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace omni::ui::people {

struct EnrolAnswer {
    enum class State : std::uint8_t {
        Waits, ///< Nothing was asked, or it is being looked at.
        Refused, ///< `why` says it in the language of the window; another code may be tried unless `isOver`.
        Done, ///< The new factor counts, and so do `codes`.
    };
    State state = State::Waits;
    QString why;
    bool isOver = false; ///< It has to be begun anew.
    std::vector<platform::SecretBytes> codes; ///< `ABCD-EFGH-IJKL-MNOP` each.
};

class EnrolSource
{
public:
    virtual ~EnrolSource() = default;

    /// The name that the authenticator shows, as the accounts know it.
    [[nodiscard]] virtual QString person() const = 0;
    /// 20 bytes, given out once.
    [[nodiscard]] virtual platform::SecretBytes takeSeed() = 0;
    /// As it was typed. What becomes of it is told by `takeAnswer`.
    virtual void confirm(platform::SecretBytes code) = 0;
    /// Asked for ten times a second behind a `confirm`; an answer other than Waits is given once.
    [[nodiscard]] virtual EnrolAnswer takeAnswer() = 0;
};

} // namespace omni::ui::people
