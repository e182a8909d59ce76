#include "ui/panes/pane.h"

#include "ui/bridge/engine_link.h"

namespace omni::ui {

Pane::Pane(const PaneContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    connect(&context.engine, &EngineLink::frame, this, [this] {
        if (isVisible() && slows() == Slows::Never) {
            onFrame();
        }
        followBadge();
    });
    connect(&context.engine, &EngineLink::due, this, [this](Slows what) {
        if (isVisible() && slows() == what) {
            onFrame();
            followBadge();
        }
    });
    const auto beginAnew = [this] {
        onRestart();
        followBadge();
    };
    connect(&context.engine, &EngineLink::restarted, this, beginAnew);
    connect(&context.engine, &EngineLink::fellBehind, this, beginAnew);
    connect(&context.groups, &LinkGroups::selected, this, [this](LinkGroup group, InstrumentId instrument) {
        if (group == m_group) {
            onInstrument(instrument);
        }
    });
}

void Pane::setGroup(LinkGroup group)
{
    if (group == m_group) {
        return;
    }
    m_own = instrument();
    m_group = group;
    emit groupChanged();
    onInstrument(instrument());
}

InstrumentId Pane::instrument() const noexcept
{
    return m_group == LinkGroup::None ? m_own : m_context.groups.instrument(m_group);
}

void Pane::setInstrument(InstrumentId instrument)
{
    if (m_group != LinkGroup::None) {
        m_context.groups.select(m_group, instrument);
        return;
    }
    m_own = instrument;
    onInstrument(instrument);
}

void Pane::setState(PaneState state, const QString& text)
{
    if (state == m_state && text == m_stateText) {
        return;
    }
    m_state = state;
    m_stateText = text;
    emit stateChanged();
}

void Pane::followBadge()
{
    if (const int now = badge(); now != m_badge) {
        m_badge = now;
        emit badgeChanged();
    }
}

void Pane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    onFrame();
    followBadge();
}

} // namespace omni::ui
