#include "ui/shell/session/phase_cover.h"

#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/failure_words.h"
#include "ui/widgets/hint_words.h"
#include "ui/widgets/outside_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui {

PhaseCover::PhaseCover(Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_formats(formats)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_retry(new QPushButton(this))
    , m_demo(new QPushButton(this))
    , m_recording(new QPushButton(this))
    , m_broker(new QPushButton(this))
{
    setSurface(*this, Surface::Window);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(theme.px(8));
    column->addStretch(2);
    for (QLabel* label : {m_icon, m_title, m_text, m_detail, m_hint}) {
        label->setAlignment(Qt::AlignCenter);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(theme.px(260));
    column->addWidget(m_progress, 0, Qt::AlignHCenter);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch(1);
    for (QPushButton* button : {m_retry, m_demo, m_recording, m_broker}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addSpacing(theme.px(8));
    column->addLayout(buttons);
    column->addStretch(3);
    setTextRole(*m_title, TextRole::Headline);
    setTextRole(*m_detail, TextRole::Caption);
    setTextRole(*m_hint, TextRole::Label);
    setButtonKind(*m_retry, ButtonKind::Primary);
    connect(m_retry, &QPushButton::clicked, this, &PhaseCover::retryAsked);
    connect(m_demo, &QPushButton::clicked, this, &PhaseCover::demoAsked);
    connect(m_recording, &QPushButton::clicked, this, &PhaseCover::recordingAsked);
    connect(m_broker, &QPushButton::clicked, this, &PhaseCover::brokerAsked);
    retranslate();
}

bool PhaseCover::covers(runtime::Phase phase) noexcept
{
    switch (phase) {
    case runtime::Phase::Idle:
    case runtime::Phase::Starting:
    case runtime::Phase::Failed:
        return true;
    case runtime::Phase::Running:
    case runtime::Phase::Ending:
    case runtime::Phase::Ended:
        return false;
    }
    return false;
}

void PhaseCover::show(const runtime::PhaseView& phase)
{
    m_phase = phase;
    retranslate();
}

void PhaseCover::retranslate()
{
    const bool isStarting = m_phase.phase == runtime::Phase::Starting;
    const bool hasFailed = m_phase.phase == runtime::Phase::Failed;
    m_icon->setPixmap(Icons::pixmap(m_theme, hasFailed ? u"warning"_qs : u"logo"_qs,
                                    hasFailed ? Token::Danger : Token::Accent, m_theme.px(40), devicePixelRatioF()));
    m_title->setText(isStarting      ? tr("Starting")
                         : hasFailed ? tr("The session did not start")
                                     : tr("Nothing runs yet"));
    m_text->setText(isStarting ? m_formats.told(outsideText(m_phase.text, 400))
                        : hasFailed
                        ? m_formats.told(failureWords(m_phase.text))
                        : tr("Start the demo market, or open a recording: no order leaves this computer in either. "
                             "Or trade with play money on a broker's paper account."));
    m_detail->setText(hasFailed ? m_formats.told(outsideText(m_phase.text, 400)) : QString());
    m_detail->setVisible(!m_detail->text().isEmpty());
    m_hint->setText(hasFailed ? m_formats.told(hintWords(m_phase.hint)) : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());
    m_progress->setVisible(isStarting);
    m_progress->setAccessibleName(tr("Starting"));
    m_retry->setVisible(hasFailed);
    m_retry->setText(tr("Try again"));
    m_demo->setVisible(!isStarting);
    m_demo->setText(tr("Start demo"));
    m_recording->setVisible(!isStarting);
    m_recording->setText(tr("Open recording…"));
    m_broker->setVisible(!isStarting);
    m_broker->setText(tr("Trade on paper with a broker…"));
    setButtonKind(*m_demo, hasFailed ? ButtonKind::Normal : ButtonKind::Primary);
    for (QPushButton* button : {m_retry, m_demo, m_recording, m_broker}) {
        button->setAccessibleName(button->text());
    }
}

QString PhaseCover::text() const
{
    QStringList parts{m_title->text(), m_text->text()};
    if (!m_detail->text().isEmpty()) {
        parts.append(m_detail->text());
    }
    if (!m_hint->text().isEmpty()) {
        parts.append(m_hint->text());
    }
    return parts.join(u' ');
}

} // namespace omni::ui
