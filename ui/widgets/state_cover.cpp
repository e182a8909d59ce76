#include "ui/widgets/state_cover.h"

#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"

#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace omni::ui {

namespace {

/// Nothing is shown of a wait that is over before anybody sees it.
constexpr int skeletonAfterMs = 150;
constexpr int progressAfterMs = 1'000;

/// Grey bars where rows will be. Nothing moves.
class Skeleton final : public QWidget
{
public:
    Skeleton(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const int row = m_theme.rowHeight();
        for (int y = row; y + row <= height(); y += row) {
            painter.fillRect(QRect(m_theme.px(12), y + row / 3, width() / 4, row / 3), m_theme.color(Token::Grid));
            painter.fillRect(QRect(width() / 2, y + row / 3, width() / 3, row / 3), m_theme.color(Token::Grid));
        }
    }

private:
    const Theme& m_theme;
};

} // namespace

StateCover::StateCover(const Theme& theme, QWidget* content, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_content(content)
    , m_strip(new QWidget)
    , m_stripIcon(new QLabel)
    , m_stripText(new QLabel)
    , m_stripAction(new QPushButton)
    , m_cover(new QWidget)
    , m_coverText(new QLabel)
    , m_coverAction(new QPushButton)
    , m_skeleton(new Skeleton(theme, nullptr))
    , m_progress(new QProgressBar)
    , m_stack(new QStackedLayout)
    , m_name(name)
{
    auto* strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(8, 2, 8, 2);
    strip->addWidget(m_stripIcon);
    strip->addWidget(m_stripText, 1);
    strip->addWidget(m_stripAction);
    m_stripText->setWordWrap(true); // a pane may be narrow
    setButtonKind(*m_stripAction, ButtonKind::Link);
    setSurface(*m_strip, Surface::Raised);

    auto* cover = new QVBoxLayout(m_cover);
    m_coverText->setWordWrap(true);
    m_coverText->setAlignment(Qt::AlignCenter);
    setTextRole(*m_coverText, TextRole::Label);
    m_skeleton->setObjectName(QStringLiteral("skeleton"));
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    cover->addWidget(m_skeleton, 1);
    cover->addStretch(1);
    cover->addWidget(m_coverText);
    cover->addWidget(m_progress);
    cover->addWidget(m_coverAction, 0, Qt::AlignHCenter);
    cover->addStretch(1);

    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_strip);
    outer->addLayout(m_stack, 1);
    m_stack->addWidget(m_content);
    m_stack->addWidget(m_cover);
    for (QLabel* label : {m_stripText, m_coverText}) {
        label->setTextFormat(Qt::PlainText); // reasons may come from outside
    }
    m_skeletonTimer.setSingleShot(true);
    m_progressTimer.setSingleShot(true);
    connect(&m_skeletonTimer, &QTimer::timeout, this, [this] { m_skeleton->show(); });
    connect(&m_progressTimer, &QTimer::timeout, this, [this] {
        m_progress->show();
        m_coverText->show();
    });
    connect(m_stripAction, &QPushButton::clicked, this, &StateCover::actionAsked);
    connect(m_coverAction, &QPushButton::clicked, this, &StateCover::actionAsked);
    setState(CoverState::Normal);
}

bool StateCover::showsContent() const noexcept
{
    switch (m_state) {
    case CoverState::Normal:
    case CoverState::Stale:
    case CoverState::Blocked:
        return true;
    case CoverState::Error:
        return m_hasData;
    case CoverState::Empty:
    case CoverState::Loading:
        return false;
    }
    return true;
}

void StateCover::setState(CoverState state, const QString& text, const QString& action, bool hasData)
{
    m_state = state;
    m_hasData = hasData;
    m_text = text;
    const bool isShown = showsContent();
    m_stack->setCurrentWidget(isShown ? m_content : m_cover);
    m_strip->setVisible(isShown && state != CoverState::Normal);
    m_stripText->setText(text);
    m_coverText->setText(text);
    for (QPushButton* button : {m_stripAction, m_coverAction}) {
        button->setText(action);
        button->setAccessibleName(action.isEmpty() ? m_name : action);
        button->setAccessibleDescription(text);
        button->setVisible(!action.isEmpty());
    }
    const bool isBad = state == CoverState::Error || state == CoverState::Blocked;
    const QString icon = state == CoverState::Stale ? QStringLiteral("clock")
        : state == CoverState::Blocked              ? QStringLiteral("lock")
                                                    : QStringLiteral("warning");
    m_stripIcon->setPixmap(
        Icons::pixmap(m_theme, icon, isBad ? Token::Danger : Token::Warn, m_theme.px(12), devicePixelRatioF()));
    setTextRole(*m_stripText, isBad ? TextRole::Danger : TextRole::Warn);
    const bool isLoading = state == CoverState::Loading;
    m_skeleton->setVisible(false);
    m_progress->setVisible(false);
    m_coverText->setVisible(!isLoading);
    m_skeletonTimer.stop();
    m_progressTimer.stop();
    if (isLoading) {
        m_skeletonTimer.start(skeletonAfterMs);
        m_progressTimer.start(progressAfterMs);
        m_progress->setRange(0, 0);
    }
    retell();
}

void StateCover::setProgress(int done, int total)
{
    if (m_state != CoverState::Loading) {
        return;
    }
    m_progress->setRange(0, total);
    m_progress->setValue(done);
    if (total > 0) {
        m_coverText->setText(tr("%1 of %2").arg(locale().toString(done), locale().toString(total)));
    }
}

QString StateCover::text() const
{
    return m_coverText->text();
}

void StateCover::retell()
{
    setAccessibleName(m_name);
    setAccessibleDescription(m_text);
}

} // namespace omni::ui
