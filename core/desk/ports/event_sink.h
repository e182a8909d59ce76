// Where adapters put what they learn of the world. The desk takes it from there on its own thread.

#pragma once

#include "core/desk/events/event.h"
#include "core/desk/ports/tick_source.h"

namespace omni::ports {

/// One producer, that of the adapter's thread. Nothing waits.
class EventSink
{
public:
    virtual ~EventSink() = default;
    /// Reports, fills, links, what the account holds: never dropped. False: no room now. The adapter keeps the event
    /// and comes again, or drops its link and compares the account afterwards.
    [[nodiscard]] virtual bool put(const events::Event& event) = 0;
    /// Market data. False: it was dropped, and so is all that follows until `mayResume`: the desk takes no price from a
    /// stream with a hole.
    [[nodiscard]] virtual bool put(const TimedTick& tick) = 0;
    /// The desk knows of the hole: the adapter asks for new images, calls `resume` and puts them.
    [[nodiscard]] virtual bool mayResume() const = 0;
    virtual void resume() = 0;
};

} // namespace omni::ports
