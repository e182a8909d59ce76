// Streams what happens as it happens, but no line before its event is on the disk.

#pragma once

#include "core/desk/driver/watcher.h"
#include "core/host/runtime/export/line_maker.h"

#include <deque>
#include <functional>
#include <optional>
#include <string>

namespace omni::runtime {

/// Whole lines without their end.
using WriteLine = std::function<void(LineKind kind, const std::string& line)>;
using FormLine = std::function<std::string(const RecordLine& line)>;

/// One thread, that of the driver.
class DurableLines final : public driver::Watcher
{
public:
    /// `durable` says up to where the record is on the disk. `form` makes the text of a line; an empty one is left out.
    DurableLines(std::function<Sequence()> durable, FormLine form, WriteLine write);

    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override;
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override;
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

    /// Writes what has become durable.
    void release();

private:
    struct Waiting {
        Sequence seq;
        LineKind kind = LineKind::Alert;
        std::string text;
    };
    void add(const std::optional<RecordLine>& line);
    LineMaker& makerFor(engine::Engine& engine);

    std::function<Sequence()> m_durable;
    FormLine m_form;
    WriteLine m_write;
    std::optional<LineMaker> m_maker;
    std::deque<Waiting> m_waiting;
    std::optional<std::uint64_t> m_fills; ///< Booked so far.
};

} // namespace omni::runtime
