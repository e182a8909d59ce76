// One order on its way out of the ticket: asked once more, sent once, followed until it has ended.

#pragma once

#include "core/host/runtime/link.h"
#include "ui/widgets/order_follower.h"

#include <QObject>

#include <optional>

namespace omni::ui {
class EngineLink;
}

namespace omni::ui::ticket {

enum class Stage : std::uint8_t {
    Editing,
    Confirming, ///< The sentence is shown; nothing has left.
    Sending, ///< The desk has it and has not answered.
    Sent, ///< `order` tells how it goes on.
    Refused, ///< By a rule (`refusal`), by the desk (`denial`), or no session took it.
};

class Sending final : public QObject
{
    Q_OBJECT

public:
    explicit Sending(EngineLink& engine, QObject* parent = nullptr);

    /// Out of Editing, Sent or Refused: asks.
    void ask(const events::PlaceOrder& order);
    /// Out of Confirming: sends it, once. False: there is nothing to confirm.
    bool confirm();
    /// Back to the fields. Nothing that was sent comes back by it.
    void back();

    [[nodiscard]] Stage stage() const noexcept
    {
        return m_stage;
    }
    [[nodiscard]] const events::PlaceOrder& asked() const noexcept
    {
        return m_order;
    }
    [[nodiscard]] const std::optional<risk::Refusal>& refusal() const noexcept
    {
        return m_refusal;
    }
    [[nodiscard]] const std::optional<events::Denial>& denial() const noexcept
    {
        return m_denial;
    }
    [[nodiscard]] const std::optional<orders::OrderRecord>& order() const noexcept
    {
        return m_follower.record();
    }
    /// It closes all of a position: orders in its way are cancelled first, then the rest is closed.
    [[nodiscard]] bool isExit() const noexcept
    {
        return m_isExit;
    }

signals:
    void changed();

private:
    void take(const runtime::Notice& notice);
    void takeFact(const Stamp& stamp, const events::Fact& fact);
    void go(Stage stage);

    EngineLink& m_engine;
    Stage m_stage = Stage::Editing;
    events::PlaceOrder m_order;
    std::optional<Sequence> m_command; ///< Of our command, while its facts come.
    std::optional<risk::Refusal> m_refusal;
    std::optional<events::Denial> m_denial;
    OrderFollower m_follower;
    bool m_isExit = false;
};

} // namespace omni::ui::ticket
