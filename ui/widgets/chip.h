// Small painted words: a state with its icon, a count beside a title, the cap of a key.

#pragma once

#include "ui/style/theme.h"

#include <QWidget>

namespace omni::ui {

/// "✦ Waiting for you", "PAPER": outlined in its colour over a tint of it. Its words are its accessible name.
class Chip final : public QWidget
{
    Q_OBJECT

public:
    explicit Chip(const Theme& theme, QWidget* parent = nullptr);

    /// `icon` of ui/style, or empty.
    void setWords(const QString& words, Token token, const QString& icon = {});
    [[nodiscard]] const QString& words() const noexcept
    {
        return m_words;
    }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return sizeHint();
    }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_words, m_icon;
    Token m_token = Token::Text2;
};

/// The cap of a key beside the words of a button: "Ctrl K". For the eye; the shortcut itself is in the description of
/// what it does.
class KeyHint final : public QWidget
{
    Q_OBJECT

public:
    KeyHint(const Theme& theme, const QString& keys, QWidget* parent = nullptr);

    void setKeys(const QString& keys);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_keys;
};

/// For painters of tabs and rows: a count in a ring; nothing below zero.
void paintBadge(QPainter& painter, const QRectF& place, int count, Token token, const Theme& theme);

} // namespace omni::ui
