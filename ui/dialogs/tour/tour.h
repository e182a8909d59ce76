// Five cards, each beside the control it speaks of. Skippable, again from Help. Takes no input but its own: the window
// goes on working underneath.

#pragma once

#include <QList>
#include <QPointer>
#include <QString>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace omni::ui {

class Theme;

struct TourCard {
    std::function<QString()> text; ///< In the language of the moment.
    std::function<QWidget*()> target; ///< Null, or a widget that cannot be seen: the card stands in the middle.
};

class Tour final : public QWidget
{
    Q_OBJECT

public:
    /// Over `window`, which owns it. Ends by itself after the last card.
    Tour(QWidget* window, Theme& theme, QList<TourCard> cards);

    [[nodiscard]] int card() const noexcept
    {
        return m_at;
    }
    void next();
    void back();
    /// Where the card's arrow ends, in the card; below zero: it has none, because nothing is pointed at.
    [[nodiscard]] QPoint arrowTip() const;

signals:
    /// `isThrough`: all cards were seen; else it was skipped.
    void finished(bool isThrough);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Side { None, Top, Right };
    void takeSize(Side side);
    void retell();
    void show(int at);
    void place();
    void end(bool isThrough);

    QWidget* m_window;
    Theme& m_theme;
    QList<TourCard> m_cards;
    int m_at = 0;
    Side m_side = Side::None; ///< On which the arrow is.
    QPoint m_tip; ///< What it points at, in the card's coordinates.
    QLabel* m_count;
    QLabel* m_text;
    QPushButton* m_skip;
    QPushButton* m_back;
    QPushButton* m_next;
    QPointer<QWidget> m_target;
};

} // namespace omni::ui
