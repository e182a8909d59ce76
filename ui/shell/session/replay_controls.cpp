#include "ui/shell/session/replay_controls.h"

#include "ui/bridge/engine_link.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <limits>

namespace omni::ui {

QList<double> replaySpeeds()
{
    return {1, 10, 60, std::numeric_limits<double>::infinity()};
}

QString speedText(double speed)
{
    return std::isinf(speed) ? ReplayControls::tr("max") : ReplayControls::tr("%1×").arg(QString::number(speed));
}

ReplayControls::ReplayControls(EngineLink& engine, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_pause(new QToolButton(this))
    , m_speeds(new QComboBox(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(4));
    row->addWidget(m_pause);
    row->addWidget(m_speeds);
    for (const double speed : replaySpeeds()) {
        m_speeds->addItem(speedText(speed), speed);
    }
    connect(m_pause, &QToolButton::clicked, this, [this] { setPaused(!m_isPaused); });
    connect(m_speeds, &QComboBox::activated, this, [this](int at) { setSpeed(m_speeds->itemData(at).toDouble()); });
    retranslate();
}

void ReplayControls::retranslate()
{
    m_pause->setIcon(Icons::icon(m_theme, m_isPaused ? u"play"_qs : u"pause"_qs));
    m_pause->setAccessibleName(m_isPaused ? tr("Let market time go on") : tr("Hold market time"));
    m_pause->setToolTip(m_pause->accessibleName());
    m_speeds->setAccessibleName(tr("Speed of market time"));
    for (int i = 0; i < m_speeds->count(); ++i) {
        m_speeds->setItemText(i, speedText(m_speeds->itemData(i).toDouble()));
    }
}

void ReplayControls::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    apply();
}

void ReplayControls::setSpeed(double speed)
{
    m_speed = speed;
    apply();
}

void ReplayControls::restart(double speed)
{
    m_isPaused = false;
    m_speed = speed;
    m_speeds->setCurrentIndex(std::max(0, m_speeds->findData(speed)));
    retranslate();
}

void ReplayControls::apply()
{
    m_engine.terminal().setPace(m_speed, m_isPaused);
    m_speeds->setCurrentIndex(std::max(0, m_speeds->findData(m_speed)));
    retranslate();
}

} // namespace omni::ui
