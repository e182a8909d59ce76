#include "ui/widgets/secret_field.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QStringEncoder>

#include <algorithm>
#include <span>
#include <utility>

namespace omni::ui {

namespace {

constexpr QChar placeholder = u'x';

bool isBlankByte(std::byte each) noexcept
{
    const auto c = std::to_integer<char>(each);
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isLineEnd(std::byte each) noexcept
{
    return each == std::byte{'\n'} || each == std::byte{'\r'};
}

/// Ours alone: whoever shares it keeps his.
void wipeText(QString& text)
{
    platform::wipe(std::as_writable_bytes(std::span(text.data(), static_cast<std::size_t>(text.size()))));
    text.clear();
}

} // namespace

SecretField::SecretField(Kind kind, QWidget* parent)
    : QLineEdit(parent)
    , m_kind(kind)
{
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setAttribute(Qt::WA_InputMethodEnabled, true);
    setAcceptDrops(false);
    setDragEnabled(false);
    setMaxLength(static_cast<int>(mostBytes));
    connect(this, &QLineEdit::textChanged, this, &SecretField::adopt);
}

SecretField::~SecretField() = default;

platform::SecretBytes SecretField::take()
{
    trimEnds();
    auto taken = platform::SecretBytes::copyOf(exposed());
    wipe();
    return taken ? std::move(*taken) : platform::SecretBytes();
}

bool SecretField::isSameAs(const SecretField& other) const noexcept
{
    return platform::areEqualSecrets(exposed(), other.exposed());
}

void SecretField::wipe()
{
    m_room.clear();
    m_size = 0;
    showPlaceholders();
}

void SecretField::append(QStringView text)
{
    if (m_room.isEmpty()) {
        auto room = platform::SecretBytes::zeros(mostBytes);
        if (!room) {
            return;
        }
        m_room = std::move(*room);
    }
    QStringEncoder encode(QStringEncoder::Utf8);
    if (static_cast<std::size_t>(encode.requiredSpace(text.size())) > mostBytes - m_size) {
        return; // nothing that could be meant is so long
    }
    auto* const from = reinterpret_cast<char*>(m_room.exposedForWriting().data()) + m_size;
    const char* const end = encode.appendToBuffer(from, text);
    m_size += static_cast<std::size_t>(end - from);
}

/// The last character, with all of its bytes.
void SecretField::dropLast()
{
    const auto all = m_room.exposedForWriting();
    while (m_size > 0) {
        const std::byte last = std::exchange(all[--m_size], std::byte{0});
        if ((last & std::byte{0xC0}) != std::byte{0x80}) {
            return;
        }
    }
}

/// What is chosen is replaced by what comes. A part of what nobody sees cannot be meant: all of it goes.
void SecretField::dropChosen()
{
    if (hasSelectedText()) {
        m_room.clear();
        m_size = 0;
    }
}

void SecretField::trimEnds()
{
    const auto all = m_room.exposedForWriting();
    const auto isOff = m_kind == Kind::Key ? isBlankByte : isLineEnd;
    while (m_size > 0 && isOff(all[m_size - 1])) {
        all[--m_size] = std::byte{0};
    }
    std::size_t first = 0;
    while (m_kind == Kind::Key && first < m_size && isBlankByte(all[first])) {
        ++first;
    }
    if (first > 0) {
        std::copy(all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(m_size),
                  all.begin());
        platform::wipe(all.subspan(m_size - first, first));
        m_size -= first;
    }
}

void SecretField::insertFrom(int clipboard)
{
    QString text = QGuiApplication::clipboard()->text(static_cast<QClipboard::Mode>(clipboard));
    if (text.isEmpty()) {
        return;
    }
    dropChosen();
    append(text);
    wipeText(text);
    trimEnds();
    showPlaceholders();
    emit typed();
}

/// Somebody else has changed the text, a program for accessibility for instance: what he wrote is what is meant.
void SecretField::adopt(const QString& text)
{
    if (m_isShowing) {
        return;
    }
    m_room.clear();
    m_size = 0;
    append(text);
    showPlaceholders();
    emit typed();
}

void SecretField::showPlaceholders()
{
    const auto all = exposed();
    const auto characters
        = std::count_if(all.begin(), all.end(), [](std::byte b) { return (b & std::byte{0xC0}) != std::byte{0x80}; });
    m_isShowing = true;
    setText(QString(static_cast<qsizetype>(characters), placeholder));
    m_isShowing = false;
}

void SecretField::keyPressEvent(QKeyEvent* event)
{
    if (event == QKeySequence::Paste) {
        insertFrom(QClipboard::Clipboard);
    } else if (event == QKeySequence::SelectAll) {
        selectAll();
    } else if (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete) {
        if (hasSelectedText() || (event->modifiers() & Qt::ControlModifier) != 0) {
            m_room.clear();
            m_size = 0;
        } else {
            dropLast();
        }
        showPlaceholders();
        emit typed();
    } else if (!event->text().isEmpty() && event->text().front().isPrint()
               && (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0) {
        dropChosen();
        append(event->text());
        showPlaceholders();
        emit typed();
    } else {
        event->ignore(); // Tab, Return and Esc are the dialog's; what copies or undoes has nothing to do here
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            emit returnPressed();
        }
        return;
    }
    event->accept();
}

void SecretField::inputMethodEvent(QInputMethodEvent* event)
{
    if (!event->commitString().isEmpty()) {
        dropChosen();
        append(event->commitString());
        showPlaceholders();
        emit typed();
    }
    event->accept(); // what is not committed yet is not shown
}

void SecretField::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton) {
        if (QGuiApplication::clipboard()->supportsSelection()) {
            insertFrom(QClipboard::Selection);
        }
        return;
    }
    QLineEdit::mouseReleaseEvent(event);
}

void SecretField::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Paste"), this, [this] { insertFrom(QClipboard::Clipboard); });
    menu->addAction(tr("Clear"), this, [this] {
        wipe();
        emit typed();
    });
    menu->popup(event->globalPos());
}

bool SecretField::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isText = !key->text().isEmpty() && key->text().front().isPrint()
            && (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
        if (isText || key == QKeySequence::Paste || key == QKeySequence::SelectAll) {
            event->accept();
            return true;
        }
        event->ignore();
        return QWidget::event(event);
    }
    return QLineEdit::event(event);
}

} // namespace omni::ui
