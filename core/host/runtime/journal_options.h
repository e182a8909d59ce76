// How a session's journal is written, as the configuration says. One way for all kinds of session.

#pragma once

#include "core/host/config/settings.h"
#include "core/host/runtime/journal_thread.h"
#include "core/trade/orders/environment.h"

namespace omni::runtime {

/// Relaxed only where nothing but a simulation depends on it (DEMO and REPLAY). What is removed of the tape, or why it
/// could not be, goes to the log.
[[nodiscard]] JournalThreadOptions journalOptions(const config::JournalSettings& settings,
                                                  const journal::InstallId& install, orders::Environment environment);

} // namespace omni::runtime
