// What `omnitrade status`, `kill`, `approve`, `reject` and `arm` act upon in a running program: its desk, whoever runs
// it. Called by the control server, on its threads.

#pragma once

#include "core/base/error.h"
#include "core/desk/events/command.h"
#include "core/desk/events/fact.h"
#include "core/desk/views/connection.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/health.h"
#include "core/host/runtime/link.h"
#include "core/trade/orders/environment.h"
#include "core/trade/risk/mode.h"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace omni::runtime {

/// All functions are for any thread; those that say nothing else return at once.
class ControlTarget
{
public:
    /// What the desk decided upon a command, in order; or why it never came to the desk: Unavailable when no session
    /// takes it or it ended before, Full when too many wait.
    using Answer = std::function<void(Result<std::vector<events::Fact>>)>;

    virtual ~ControlTarget() = default;

    [[nodiscard]] virtual PhaseView phase() = 0;
    /// Known also while the desk gives no picture.
    [[nodiscard]] virtual orders::Environment environment() = 0;
    /// A picture that is newer than the call, where the desk gives one within a second; else the newest there is. Null:
    /// none. May wait so long.
    [[nodiscard]] virtual std::shared_ptr<const views::DeskSnapshot> snapshot() = 0;
    /// To the broker of the session. Null: it has none.
    [[nodiscard]] virtual std::shared_ptr<const views::Connection> connection()
    {
        return nullptr;
    }
    /// How the program is, made within the last seconds. Null: it does not say.
    [[nodiscard]] virtual std::shared_ptr<const views::Health> health()
    {
        return nullptr;
    }
    /// `answer` is called once, on any thread, perhaps before this returns; never called when it is empty.
    virtual void send(const events::Command& command, Answer answer) = 0;
    /// The kill switch over everything: the way to the venue is closed when this returns, and the latch stands in the
    /// profile or the error says why a restart would not find it. The desk is then told. Works while the desk hangs and
    /// without a session. The right has been checked.
    [[nodiscard]] virtual Result<void> killAll(risk::KillLevel level, PrincipalId by, std::string_view reason) = 0;
};

} // namespace omni::runtime
