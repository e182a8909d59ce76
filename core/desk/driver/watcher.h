// Somebody who watches a session: a printer, a summary, a test. Sees each input and each fact in order.

#pragma once

#include "core/base/stamp.h"
#include "core/desk/engine/engine.h"
#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"

namespace omni::driver {

/// Called on the driver's thread, after the event has been applied. Must not change the desk.
class Watcher
{
public:
    virtual ~Watcher() = default;
    /// Market data come too seldom to matter here, or far too often: they have their own call, which may stay empty.
    virtual void onTick(const Stamp&, const market::Tick&, engine::Engine&) { }
    virtual void onInput(const Stamp&, const events::Event&, engine::Engine&) { }
    virtual void onFact(const Stamp&, const events::Fact&, engine::Engine&) { }
};

} // namespace omni::driver
