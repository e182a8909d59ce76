#include "core/edge/security/accounts/usual_words.h"

#include <array>
#include <vector>

namespace omni::accounts {

namespace {

constexpr std::string_view allWords
    = "000 007 111 123 1234 1q2w3e 1qaz 2wsx 321 3edc 50cent 666 777 888 999 a1b2c3 aaa aaron abc abc123 abcd "
      "abigail access account achilles adam admin administrator africa ahmed airforce aktie aktien alan albert "
      "alejandro alex alexander alexandra alexandre alexey alexis ali allah alpaca always amanda amazing amazon "
      "amber america amor amour amy andrea andrew andrey android angel angela angelic angelina angelo angels "
      "ann anna anthony antonio anything apollo apple april aragorn argentina arizona army arsenal arthur asd "
      "asdf asdfgh ashley asia asshole athena audi august austin australia austria autumn awesome azerty baby "
      "babyboy babydoll babygirl bacardi bach backup badboy badgirl bailey banana bandit bank banker banking "
      "barbara barbie barcelona barcelonafc bart baseball basketball bass bastard batman bayern beach bear "
      "bearbear bearish bears beatles beautiful beckham beer beethoven beetle bella berlin besiktas bestfriend "
      "betty beyonce bianca bier bigboy bigdaddy bigdog bigmac bilbo billion billionaire billy binance birthday "
      "bismillah bitch bitches bitcoin biteme black blackberry blaster blazer bless blessed blessing blink182 "
      "blood bloody blue blueberry bmw bobby boerse bond bonjour bonnie booboo boomer boris boss boston boxing "
      "boyfriend brandon brasil braves brazil brenda brian britney brittany broker brokers bronco broncos "
      "brother brothers bruce bruins bryan bubba bubbles buddy budweiser bugatti bugsbunny bull bullish bulls "
      "bullshit bunny burger business buster butter butterfly butthead california calvin camaro camel camera "
      "cameron canada candy captain caramel cardinals career carl carlos carmen carol carolyn carrot carter "
      "casey cash casino cat catherine cats celtic celtics champagne champion champions change changeme charger "
      "charles charlie charlotte charmander cheese chelsea chelseafc cherry cheryl chester chevrolet chevy "
      "chewbacca cheyenne chicago chicken china chloe chocolate chris christ christian christina christine "
      "christmas christopher church cinnamon cisco claudia clinton cobra cocacola cock coco coconut coder cody "
      "coffee coinbase cola college colonel company computer computers connor cookie cookies cool coolio cooper "
      "corey corona corvette cosmos counter counterstrike country courtney cowboys crazy creative cricket "
      "crypto crystal cubs cuddles cupcake cute cyber cycling cynthia dad daddy daffy daisy dakota dallas dance "
      "dancer dancing danger dangerous daniel daniela darling darthvader database daughter dave david davidson "
      "daytrader dead death debbie debian deborah debra december default demon dennis denver depot derek desert "
      "destiny deutschland devil dezember diablo diamond diamonds diana diane dick die diego dienstag digger "
      "digital director dmitry doctor dodge dodgers dog doge dogecoin doggy dogs dollar dollars dolphin "
      "dolphins dominic dominik domino donald donaldduck donkey donna donnerstag doom dortmund douglas dragon "
      "dragonfly drummer drums ducati duck ducks ducky duke dumbledore dustin dylan eagle eagles earth easter "
      "eduardo einstein electronic elena elephant elias elvis emerald emily eminem emma england enter "
      "enterprise eric espana espresso eternity ethan ethereum eugene euro europe evelyn everton everybody "
      "everything evil excalibur explorer express fabian facebook faith falcon family father fatma februar "
      "february felix fender fenerbahce fernando ferrari finance finn fire fireball firebird firefly fireman "
      "fish fishing flash florian florida flower flowers flyboy flyers football forest forever forex fortnite "
      "france francisco frank fred freddy freedom freitag friday friend friends friendship frodo fuck fucker "
      "fucking fuckme fuckoff fuckyou fun funny future futures gabriel gabriela gabrielle galatasaray galaxy "
      "game gamer games gaming gandalf garden garfield gateway geheim gemini general genius george gerald "
      "germany ghost giant giants ginger giraffe girlfriend global gloria gmail goat goblue god godisgood "
      "goforit goku gold golden golf golfer golfing goofy google goose gordon gorgeous gorilla grace grandma "
      "grandpa grape grateful green greenday gregory guest guinness guitar hacked hacker hackers haha hallo "
      "halloween halo hamburger hamster handsome hannah hannahmontana hansolo happiness happy harley harmony "
      "harold harry harrypotter hate hatred hawaii hawk hawkeye heart hearts heat heather heaven heineken helen "
      "helena hell hello hendrix henry herbst hercules hermione hiking hobbit hockey hodl hogwarts hola holiday "
      "homer honda honey hope horse horses hotgirl hotmail hottie houston hugs hulk hunter hunting hurricane "
      "husband hustler ice icecream idiot igor iloveme iloveu iloveyou india indigo infinity insane inshallah "
      "inside instagram internet intrepid invest investment investor iphone ireland irina ironman isabel "
      "isabella isabelle island italia italy ivan jack jackson jacob jacqueline jade jaguar jake jamaica james "
      "jamesbond janet janice januar january japan jasmin jasmine jason jasper javier jedi jeep jeffrey "
      "jennifer jeremy jerry jesse jessica jesus jesuschrist joan job joe john johnny johnson joker jonas "
      "jonathan jonathon jordan jordan23 jose joseph joshua joy joyce judith juli julia julian julie july june "
      "juni junior jupiter justice justin justinbieber justme juventus kaffee karen katherine kathleen kathryn "
      "kawasaki kayla keith kelly kennwort kevin keyboard kill killer killers kimberly king kisses kissme "
      "kitten kittens kitty knicks knight koala kobe konto korea kraken kristen kyle lacrosse ladybug lakers "
      "lakers24 lambo lamborghini laptop larry lassie lasvegas laura lauren lawrence lebron ledger legolas "
      "lemon lemonade leon leslie lestat letmein lexus liberty liebe lightning lily linda lindsay linkedin "
      "linkinpark linux lion lions lisa liverpool logan login logon lol lola london lonely lord loser louis "
      "love lovely loveme lover lovers loveyou luca lucas lucia lucifer luck lucky lucy luigi luis lukas "
      "madison madonna madrid maerz maggie magic magical magnum mai mama mami manager manchester mango manuel "
      "manuela manunited march marcus margaret maria marine marines mario market markets markus marlboro marley "
      "married martha martin martina marvel marvin mary mason master matrix matthew maverick mavericks max "
      "maximilian may mazda megadeth megan mehmet melissa melon mercedes mercury merlin messi metal metallica "
      "mets mexico mia michael michelle mickey mickeymouse microsoft midnight miguel milano miller million "
      "millionaire minecraft minnie mission mittwoch mobile mohammed molly mom mommy monday money monica "
      "monitor monkey monster monsters montag montana mookie moon moonlight moose mordor morgan moritz moscow "
      "mosquito mother motorola mountain mountains mouse mozart muffin muhammad murder murphy music mustafa "
      "mustang mylove myspace mystic nancy naruto nascar nasdaq natalia natalie natasha nathan navy nelson nemo "
      "neo neptune netflix network newton newyork newzealand neymar nicholas nick nicole nikita ninja nintendo "
      "nirvana nissan noah nobody nokia nothing november nurse nutmeg ocean oceans october odin office oksana "
      "oktober olga oliver olivia omni omnitrade onedirection onion option options oracle orange orchid oscar "
      "pablo packard packers pamela pancake panda panther papa papi paris parker parrot party pass passion "
      "passphrase passw0rd passwd password passwort patricia patrick patriots paul paypal peace peach peaches "
      "peanut peanuts pearl pearljam pedro penguin penguins penis people pepper pepsi peter phantom philip "
      "philips phoenix phone piano pickle pikachu pineapple pink pinkfloyd pirate pirates pizza planet platinum "
      "playboy player players playstation pluto pokemon poker poland police pony poohbear pookie popcorn popeye "
      "porn porsche portfolio portland poseidon potato potter pray prayer precious pretty prince princess "
      "printer privat private profit profits program programmer pumpkin puppies puppy purple pussy python "
      "qazwsx quake queen qwaszx qwe qwer qwert qwerty qwertz rabbit racer rachel racing raiders rain rainbow "
      "ralph rambo ranger rangers rasputin ravens realmadrid rebecca red redbull reddog redsox redwings "
      "research response ricardo rich richard richmond rihanna river robert roberto robin robinhood roblox rock "
      "rocket rockets rocknroll rockstar rocky roger roma ronaldo rooney rooster root rosa rose rosebud roses "
      "ruby rugby runner running russell russia rusty ryan sabrina sad sadie samantha sampson samson samstag "
      "samsung samuel samurai sandra sapphire sara sarah sasuke satan satoshi saturday saturn savannah savior "
      "schalke schatz schatzi school schweiz scooby scoobydoo scooter scorpion scotland scott sean seattle "
      "sebastian secret secreto secrets secure security sega september serenity sergeant sergey sergio server "
      "servus sex sexy sexygirl shadow shakira shark sharky sharon shelby shirley shit shithead sidney sierra "
      "signin silly silver simba simple simpsons single sister sisters skate skater skating skinny skippy "
      "skyline skywalker slayer slipknot smile smiley smokey smooth snake snapchat snapple snoopy snow snowball "
      "snowflake snowman soccer sofia softball soldier somebody something sommer son sonic sonntag sophia "
      "sophie spain spanky sparrow spencer spice spider spiderman spooky sports spotify spring sprite spurs "
      "stanley star starcraft stargate starlight stars startrek starwars stealth steelers stefan stefanie "
      "stephanie stephen steve steven stinky stock stocks storm stormy stratus strawberry strike student "
      "students stupid subaru success suck sucks sugar summer sunday sunflower sunny sunrise sunset sunshine "
      "super superhero superman superstar surfer surfing susan suzuki svetlana sweet sweetheart sweetie "
      "swimming swordfish sydney sylvester sysadmin system systems tanya taylor teacher teamo teddy teddybear "
      "teens telegram telephone tennis tequiero tequila teresa terminal terry tesla test tester testing tetris "
      "texas theman thomas thor thunder thursday thx1138 tiffany tiger tigers tigger tiktok tinker tobias toby "
      "today together tomato tomorrow tornado tothemoon tottenham toyota trade trader traders trading travis "
      "trevor trinity trouble truck trucker trustno1 tuesday tulip tupac turbo turkey turkiye turtle tweety "
      "twitter tyler ubuntu uncle undertaker unicorn united universe university user username vacation vader "
      "valentine vampire vampires vanessa vanilla venus veronica victoria victory video vienna vikings vincent "
      "violet violin viper virgin virginia vision vladimir vodka volkswagen volleyball volvo voyager walker "
      "wallet wallstreet walter warcraft warhammer warrior warriors watermelon wedding wednesday welcome "
      "werewolf wesley whale whatever whatsapp whenever whiskey whisky white wife wildcat wildcats william "
      "willie willkommen wilson windows windsurf wine winner winners winning winter wireless witch wizard wolf "
      "wolverine wolves wonderwoman woody work worker working xavier xbox xmas xxx yahoo yamaha yankees yellow "
      "yesterday yoda youtube yuri zachary zaphod zebra zelda zeppelin zeus zoe zombie zugang zxc zxcv zxcvbn "
      "zxcvbnm zzz";

constexpr std::array<std::string_view, 12> allTails{"",       "1", "12", "123",  "1234", "12345",
                                                    "123456", "!", "01", "2024", "2025", "2026"};

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = text.find(' ');
        words.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return words;
}

} // namespace

std::span<const std::string_view> commonWords()
{
    static const auto words = split(allWords);
    return words;
}

std::span<const std::string_view> commonTails() noexcept
{
    return allTails;
}

} // namespace omni::accounts
