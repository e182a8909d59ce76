// A field for what must not be read from memory later: a passphrase, a key of a broker.
//
// What is typed goes straight into guarded memory; the line edit itself holds as many placeholders, so that its
// buffers, its undo and whoever reads the screen have nothing of it. What Qt forces: a key press carries its one letter
// in a string, and what is pasted, put in by an input method or by a program for accessibility comes in a string that
// the toolkit frees without wiping; our own copy of that is wiped. Nothing can be cut, copied or dragged out of it. UI
// thread.

#pragma once

#include "core/edge/platform/secret_memory.h"

#include <QLineEdit>

#include <cstddef>
#include <span>

namespace omni::ui {

class SecretField final : public QLineEdit
{
    Q_OBJECT

public:
    static constexpr std::size_t mostBytes = 16'384;

    enum class Kind : std::uint8_t {
        Phrase, ///< One line; blanks count, a line end behind it does not.
        Key, ///< As it was copied: blanks and line ends around it do not count. A private key keeps its lines.
    };
    explicit SecretField(Kind kind, QWidget* parent = nullptr);
    ~SecretField() override;

    /// What was typed, in UTF-8; the field is empty then. Empty also where the system had no memory for it.
    [[nodiscard]] platform::SecretBytes take();
    [[nodiscard]] bool isBlank() const noexcept
    {
        return m_size == 0;
    }
    [[nodiscard]] bool isSameAs(const SecretField& other) const noexcept;
    /// What was typed so far, for whoever judges it while it is typed; good until the next event. Each use wants a
    /// second look.
    [[nodiscard]] std::span<const std::byte> exposed() const noexcept
    {
        return m_room.exposed().first(m_size);
    }
    void wipe();

signals:
    /// Something was typed, put in, or taken away.
    void typed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    void append(QStringView text);
    void dropLast();
    void dropChosen();
    void insertFrom(int clipboard);
    void trimEnds();
    void adopt(const QString& text);
    void showPlaceholders();

    const Kind m_kind;
    platform::SecretBytes m_room; ///< Empty: not needed yet.
    std::size_t m_size = 0; ///< Used of it.
    bool m_isShowing = false; ///< The text is changed by this class itself.
};

} // namespace omni::ui
