#include "ui/shell/seat/lock_screen.h"

#include "ui/bridge/engine_link.h"
#include "ui/dialogs/sign_in/sign_in_panel.h"
#include "ui/style/icons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace omni::ui {

namespace {

constexpr int columnWidth = 460;

} // namespace

LockScreen::LockScreen(EngineLink& engine, Theme& theme, QWidget* line, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_panel(new sign_in::SignInPanel(engine, theme, this))
{
    setObjectName(QStringLiteral("lockScreen"));
    setSurface(*this, Surface::Window);
    setAttribute(Qt::WA_StyledBackground);
    setAutoFillBackground(true);
    build(line);
    parent->installEventFilter(this);
    setGeometry(parent->rect());
    connect(m_panel, &sign_in::SignInPanel::cameIn, this, &LockScreen::cameIn);
    connect(&theme, &Theme::changed, this, &LockScreen::retranslate);
    retranslate();
    hide();
}

void LockScreen::build(QWidget* line)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    line->setParent(this);
    column->addWidget(line);
    line->show();
    column->addStretch(2);
    auto* middle = new QWidget(this);
    middle->setFixedWidth(m_theme.px(columnWidth));
    auto* lines = new QVBoxLayout(middle);
    lines->setSpacing(m_theme.px(8));
    m_icon = new QLabel(middle);
    m_title = plainLabel({}, TextRole::Headline);
    m_person = plainLabel({}, TextRole::Big);
    m_text = plainLabel({}, TextRole::Value);
    m_goesOn = plainLabel({}, TextRole::Label);
    m_said = plainLabel({}, TextRole::Warn);
    for (QLabel* label : {m_icon, m_title, m_person}) {
        label->setAlignment(Qt::AlignCenter);
        lines->addWidget(label);
    }
    for (QLabel* label : {m_text, m_goesOn, m_said}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        lines->addWidget(label);
    }
    m_said->hide();
    m_said->setObjectName(QStringLiteral("lockSaid"));
    lines->addSpacing(m_theme.px(12));
    lines->addWidget(m_panel);
    m_enrol = new QPushButton(middle);
    m_other = new QPushButton(middle);
    setButtonKind(*m_enrol, ButtonKind::Primary, true);
    setButtonKind(*m_other, ButtonKind::Link);
    for (QPushButton* button : {m_enrol, m_other}) {
        button->setAutoDefault(false);
        lines->addWidget(button, 0, Qt::AlignCenter);
    }
    connect(m_enrol, &QPushButton::clicked, this, &LockScreen::enrolAsked);
    connect(m_other, &QPushButton::clicked, this, &LockScreen::signOutAsked);
    auto* row = new QHBoxLayout; // an aligned item would get the height of its sentences on one line
    row->addStretch(1);
    row->addWidget(middle);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(3);
}

void LockScreen::showSeat(const views::SeatView& seat, bool isMasked)
{
    const bool isSame = m_seat && m_seat->state == seat.state && m_seat->person == seat.person
        && m_seat->wasEnded == seat.wasEnded && m_isMasked == isMasked;
    m_seat = seat;
    m_isMasked = isMasked;
    if (!isSame) {
        tell();
    }
}

void LockScreen::say(const QString& text)
{
    showText(*m_said, text);
    m_said->setVisible(!text.isEmpty());
}

void LockScreen::focusFirst()
{
    m_enrol->isVisibleTo(this) ? m_enrol->setFocus(Qt::OtherFocusReason) : m_panel->focusFirst();
}

void LockScreen::tell()
{
    const auto seat = m_seat.value_or(views::SeatView());
    const bool isLocked = seat.state == views::SeatState::Locked;
    const bool mustEnrol = seat.state == views::SeatState::MustEnrol;
    m_title->setText(isLocked ? tr("Locked") : mustEnrol ? tr("A new authenticator comes first") : tr("Sign in"));
    m_person->setText(m_isMasked ? hiddenText() : outsideText(seat.person, 40));
    m_person->setVisible(!seat.person.empty());
    m_text->setText(
        isLocked        ? tr("Nobody sees or changes anything here before you have unlocked it.")
            : mustEnrol ? tr("You came in by a recovery code. It is used up; set up an authenticator now, within "
                             "a quarter of an hour, then sign in with it.")
            : seat.wasEnded
            ? tr("Your rights, your password or your account have changed since you signed in. Sign in again.")
            : tr("The account of a broker is traded here, and this profile has accounts: say who you are."));
    m_goesOn->setText(tr("Orders and stops go on as they are. The kill switch works, here too: Ctrl+Shift+K."));
    m_panel->setVisible(!mustEnrol);
    m_enrol->setVisible(mustEnrol);
    m_enrol->setText(tr("Set up an authenticator…"));
    m_other->setVisible(isLocked || mustEnrol || seat.wasEnded);
    m_other->setText(isLocked ? tr("Sign in as somebody else") : tr("Sign out"));
    for (QPushButton* button : {m_enrol, m_other}) {
        button->setAccessibleName(button->text());
    }
    setAccessibleName(m_title->text());
    setAccessibleDescription(m_text->text() + u' ' + m_goesOn->text());
}

void LockScreen::retranslate()
{
    m_icon->setPixmap(
        Icons::pixmap(m_theme, QStringLiteral("lock"), Token::Accent, m_theme.px(40), devicePixelRatioF()));
    m_panel->retranslate();
    tell();
}

QStringList LockScreen::texts() const
{
    QStringList all;
    for (const QLabel* label : {m_title, m_person, m_text, m_goesOn, m_said}) {
        if (label->isVisibleTo(this)) {
            all.append(label->text());
        }
    }
    return all;
}

bool LockScreen::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget()) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace omni::ui
