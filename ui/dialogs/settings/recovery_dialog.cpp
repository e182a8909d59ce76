#include "ui/dialogs/settings/recovery_dialog.h"

#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/labels.h"

#include <QAccessible>
#include <QCheckBox>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::settings {

namespace {

constexpr int lettersInLine = 24; ///< Without the hyphens.
constexpr int edge = 12;

bool isLetter(std::byte each) noexcept
{
    const auto c = std::to_integer<char>(each);
    return c != '-' && c != ' ' && c != '\n';
}

} // namespace

LettersView::LettersView(const Theme& theme, platform::SecretBytes letters, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_letters(std::move(letters))
{
    setObjectName(QStringLiteral("recoveryLetters"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Recovery key"));
    if (QAccessible::isActive()) {
        const auto all = m_letters.exposed();
        setAccessibleDescription(
            QString::fromLatin1(reinterpret_cast<const char*>(all.data()), static_cast<qsizetype>(all.size())));
    }
}

LettersView::~LettersView() = default;

QFont LettersView::letterFont() const
{
    return m_theme.mono(TextSize::Headline);
}

QSize LettersView::sizeHint() const
{
    const QFontMetrics metrics(letterFont());
    const auto all = m_letters.exposed();
    const auto letters = static_cast<int>(std::count_if(all.begin(), all.end(), isLetter));
    const int lines = std::max(1, (letters + lettersInLine - 1) / lettersInLine);
    const int cells = lettersInLine + lettersInLine / 4 - 1;
    return {cells * metrics.horizontalAdvance(QLatin1Char('W')) + 2 * m_theme.px(edge),
            lines * metrics.height() * 3 / 2 + 2 * m_theme.px(edge)};
}

/// Groups of four, six in a line.
void LettersView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Input));
    painter.setPen(m_theme.color(hasFocus() ? Token::Accent : Token::Line2));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    painter.setFont(letterFont());
    painter.setPen(m_theme.color(Token::Text));
    const QFontMetrics metrics = painter.fontMetrics();
    const int width = metrics.horizontalAdvance(QLatin1Char('W')), height = metrics.height() * 3 / 2;
    int at = 0;
    for (const std::byte each : m_letters.exposed()) {
        if (!isLetter(each)) {
            continue;
        }
        const int line = at / lettersInLine, cell = at % lettersInLine;
        const QRect place(m_theme.px(edge) + (cell + cell / 4) * width, m_theme.px(edge) + line * height, width,
                          height);
        painter.drawText(place, Qt::AlignCenter, QString(QLatin1Char(std::to_integer<char>(each))));
        ++at;
    }
}

RecoveryDialog::RecoveryDialog(const Theme& theme, platform::SecretBytes letters, QWidget* parent)
    : QDialog(parent)
    , m_written(new QCheckBox(tr("I have written it down")))
    , m_close(new QPushButton(tr("Close for good")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Recovery key"));
    setAccessibleName(windowTitle());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    column->setSpacing(theme.px(12));
    auto* body = new QWidget;
    auto* lines = new QVBoxLayout(body);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(12));
    auto* sentence
        = plainLabel(tr("This opens the vault when the passphrase is lost. It is shown this once: write it on "
                        "paper, and keep it where this computer is not."),
                     TextRole::Value);
    sentence->setWordWrap(true);
    setAccessibleDescription(sentence->text());
    lines->addWidget(sentence);
    lines->addWidget(new LettersView(theme, std::move(letters)));
    auto* note = plainLabel(tr("Whoever has it and this computer's files has the keys. Without it and without the "
                               "passphrase nobody can open the vault. An earlier recovery key opens nothing any more."),
                            TextRole::Label);
    note->setWordWrap(true);
    lines->addWidget(note);
    column->addWidget(new ScrolledBody(body), 1);
    auto* buttons = new QHBoxLayout;
    m_written->setAccessibleName(m_written->text());
    m_close->setObjectName(QStringLiteral("recoveryClose"));
    m_close->setAccessibleName(m_close->text());
    m_close->setAutoDefault(false);
    m_close->setEnabled(false);
    setButtonKind(*m_close, ButtonKind::Primary, true);
    buttons->addWidget(m_written);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    column->addLayout(buttons);
    new DialogBounds(*this, theme, {}, {520, 0});
    connect(m_written, &QCheckBox::toggled, m_close, &QPushButton::setEnabled);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
}

void RecoveryDialog::reject()
{
    if (m_written->isChecked()) {
        QDialog::reject();
    } else {
        m_written->setFocus();
    }
}

} // namespace omni::ui::settings
