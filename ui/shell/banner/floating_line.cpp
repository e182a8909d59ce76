#include "ui/shell/banner/floating_line.h"

#include "ui/bridge/engine_link.h"
#include "ui/shell/banner/kill_banner.h"
#include "ui/shell/strip/account_strip.h"
#include "ui/shell/strip/kill_button.h"
#include "ui/shell/strip/strip_chip.h"
#include "ui/style/theme.h"

#include <QHBoxLayout>

namespace omni::ui {

FloatingLine::FloatingLine(EngineLink& engine, const LinkGroups& groups, Theme& theme, const Formats& formats,
                           QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_formats(formats)
    , m_environment(new StripChip(theme, 22, this))
    , m_banner(new KillBanner(engine, theme, formats, true, this))
    , m_kill(new KillButton(engine, groups, theme, formats, true, this))
{
    setFixedHeight(theme.px(28));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(4), 0, theme.px(4), 0);
    row->setSpacing(theme.px(8));
    row->addWidget(m_environment);
    row->addWidget(m_banner, 1);
    row->addStretch(0);
    row->addWidget(m_kill);
    m_environment->setFocusPolicy(Qt::NoFocus);
    connect(&engine, &EngineLink::frame, this, &FloatingLine::refresh);
    refresh();
}

void FloatingLine::refresh()
{
    const EnvironmentLook look = environmentLook(m_engine.desk(), m_formats);
    m_environment->setLook({look.text, {}, {}, look.token, false, false});
    m_environment->setAccessibleName(tr("Environment"));
    m_environment->setAccessibleDescription(look.text);
    m_environment->setToolTip(look.meaning);
}

} // namespace omni::ui
