// A button that decides something: as high as the design asks, with its key beside its words.
//
// One that may not act yet stays reachable, so that the reason can be read: it is inactive, not disabled.

#pragma once

#include "ui/style/theme.h"

#include <QPushButton>

namespace omni::ui {

class DecisionButton final : public QPushButton
{
    Q_OBJECT

public:
    enum class Kind : std::uint8_t {
        Plain,
        Primary, ///< Of a pane or a dialog, `accent`.
        Proposal, ///< Of an AI proposal, `ai`.
        Buy,
        Sell,
        Danger, ///< The stop itself.
    };

    /// `key` is shown as it is ("Ctrl Enter"); empty: none. The button does not listen to it: its window does.
    DecisionButton(const Theme& theme, Kind kind, const QString& key, QWidget* parent = nullptr);

    /// Words and name. Shown without mnemonics.
    void setWords(const QString& words);
    void setKey(const QString& key);
    /// An icon of ui/style before the words; empty: none.
    void setSign(const QString& icon);
    /// What it does, for the description while it is active.
    void setMeaning(const QString& meaning);
    /// What is missing before it acts; empty: nothing, it is active.
    void setMissing(const QStringList& missing);
    [[nodiscard]] const QStringList& missing() const noexcept
    {
        return m_missing;
    }
    [[nodiscard]] bool isActive() const
    {
        return isEnabled() && m_missing.isEmpty();
    }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return sizeHint() - QSize(keyWidth() + spareWidth(), 0);
    }

signals:
    /// Pressed and let go while it was active.
    void acted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Look {
        QColor fill, edge, text, key;
    };
    void describe();
    [[nodiscard]] Look look() const;
    [[nodiscard]] int keyWidth() const;
    /// Of the room around the words: what a narrow pane may take.
    [[nodiscard]] int spareWidth() const;
    [[nodiscard]] int signWidth() const;

    const Theme& m_theme;
    Kind m_kind;
    QString m_key, m_meaning, m_sign;
    QStringList m_missing;
};

} // namespace omni::ui
