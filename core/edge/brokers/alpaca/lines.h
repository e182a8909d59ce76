// The three lines of the connection, each with its state, since when, and its last proof of life.

#pragma once

#include "core/base/time.h"
#include "core/desk/views/connection.h"

#include <array>
#include <string>
#include <utility>

namespace omni::brokers::alpaca {

class Lines
{
public:
    explicit Lines(Clock& clock)
        : m_clock(clock)
    {
    }
    void set(views::LineKind kind, views::LineState state, std::string detail = {})
    {
        auto& line = at(kind);
        if (line.state != state) {
            line.state = state;
            line.since = m_clock.wall();
        }
        line.detail = std::move(detail);
    }
    void proved(views::LineKind kind)
    {
        at(kind).lastProof = m_clock.wall();
    }
    [[nodiscard]] const std::array<views::Line, views::lineCount>& all() const noexcept
    {
        return m_lines;
    }
    [[nodiscard]] views::LineState state(views::LineKind kind) const noexcept
    {
        return m_lines[static_cast<std::size_t>(kind)].state;
    }

private:
    [[nodiscard]] views::Line& at(views::LineKind kind) noexcept
    {
        return m_lines[static_cast<std::size_t>(kind)];
    }
    Clock& m_clock;
    std::array<views::Line, views::lineCount> m_lines{};
};

} // namespace omni::brokers::alpaca
