"""The worked examples of ICAO 9303-11: appendix D (keys, Basic Access Control, secure messaging) and G.1 (PACE)."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.devices.travel.bac import open_bac
from desktop.devices.travel.curves import BY_OID
from desktop.devices.travel.files import read_card_access
from desktop.devices.travel.keys import (
    AES128,
    AUTHENTICATION,
    ENCRYPTION,
    PASSWORD,
    TDES,
    bac_seed,
    mrz_information,
    pace_password,
)
from desktop.devices.travel.messaging import Channel, Session
from desktop.devices.travel.mrz import parse_mrz
from desktop.devices.travel.pace import MRZ, offers, open_pace

x = bytes.fromhex
LONG_TD1 = "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<"
PROTOCOL = "04007F00070202040202"
MAPPING_IFD = (
    "047ACF3EFC982EC45565A4B155129EFBC74650DCBFA6362D896FC70262E0C2CC5E"
    "544552DCB6725218799115B55C9BAA6D9F6BC3A9618E70C25AF71777A9C4922D"
)
MAPPING_IC = (
    "04824FBA91C9CBE26BEF53A0EBE7342A3BF178CEA9F45DE0B70AA601651FBA3F57"
    "30D8C879AAA9C9F73991E61B58F4D52EB87A0A0C709A49DC63719363CCD13C54"
)
AGREEMENT_IFD = (
    "042DB7A64C0355044EC9DF190514C625CBA2CEA48754887122F3A5EF0D5EDD301C"
    "3556F3B3B186DF10B857B58F6A7EB80F20BA5DC7BE1D43D9BF850149FBB36462"
)
AGREEMENT_IC = (
    "049E880F842905B8B3181F7AF7CAA9F0EFB743847F44A306D2D28C1D9EC65DF6DB"
    "7764B22277A2EDDC3C265A9F018F9CB852E111B768B326904B59A0193776F094"
)
MAPPED = (
    "048CED63C91426D4F0EB1435E7CB1D74A46723A0AF21C89634F65A9AE87A9265E2"
    "8C879506743F8611AC33645C5B985C80B5F09A0B83407C1B6A4D857AE76FE522"
)
SECRETS = (
    0x7F4EF07B9EA82FD78AD689B38D0BC78CF21F249D953BC46F4C6E19259C010F99,
    0xA73FB703AC1436A18E0CFA5ABB3F7BEC7A070E7A6788486BEE230C4A22762595,
)


class Scripted:
    """A card that knows what will be said and what to answer."""

    atr = b""

    def __init__(self, script: Iterable[tuple[str, str]]) -> None:
        self.script = iter(script)

    def transmit(self, command: bytes) -> bytes:
        said, answer = next(self.script)
        assert command.hex().upper() == said
        return x(answer)


def test_bac_keys_come_from_the_zone() -> None:
    information = mrz_information("L898902C", "690806", "940623")
    assert information == "L898902C<369080619406236"
    seed = bac_seed(information)
    assert seed == x("239AB9CB282DAF66231DC5A4DF6BFBAE")
    assert TDES.derive(seed, ENCRYPTION) == x("AB94FDECF2674FDFB9B391F85D7F76F2")
    assert TDES.derive(seed, AUTHENTICATION) == x("7962D9ECE03D1ACD4C76089DCE131543")


def test_a_number_of_more_than_nine_characters_is_whole_in_the_information() -> None:
    zone = parse_mrz(LONG_TD1)
    information = mrz_information(zone.number, zone.birth, zone.expiry)
    assert information == "D23145890734934071279507122"
    assert bac_seed(information) == x("B366AD857DDCA2B08C0E299811714730")


def test_basic_access_control_and_secure_messaging_of_appendix_d() -> None:
    card = Scripted(
        [
            ("0084000008", "4608F919887022129000"),
            (
                "008200002872C29C2371CC9BDB65B779B8E8D37B29ECC154AA56A8799FAE2F498F76ED92F25F1448EEA8AD90A728",
                "46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D74499000",
            ),
            ("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800", "990290008E08FA855A5D4C50A8ED9000"),
            ("0CB000000D9701048E08ED6705417E96BA5500", "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000"),
            (
                "0CB000040D9701128E082EA28A70F3C7B53500",
                "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000",
            ),
        ]
    )
    given = iter([x("781723860C06C226"), x("0B795240CB7049B01C19B33E32804F0B")])
    channel = Channel(card)
    channel.session = open_bac(channel, mrz_information("L898902C", "690806", "940623"), lambda count: next(given))
    assert channel.ask(0xA4, 2, 0x0C, x("011E")) == b""
    assert channel.ask(0xB0, 0, 0, expect=4) == x("60145F01")
    assert channel.ask(0xB0, 0, 4, expect=18) == x("04303130365F36063034303030305C026175")


def test_pace_keys_of_appendix_g() -> None:
    information = mrz_information("T22000129", "640812", "101031")
    assert information == "T22000129364081251010318"
    password = pace_password(information)
    assert password == x("7E2D2A41C74EA0B38CD36F863939BFA8E9032AAD")
    key = AES128.derive(password, PASSWORD)
    assert key == x("89DED1B26624EC1E634C1989302849DD")
    cipher = AES128.make(key, key)
    assert cipher.decrypt(x("95A3A016522EE98D01E76CB6B98B42C3")) == x("3F00C4D39D153F2B2A214A078D899B22")
    agreed = x("28768D20701247DAE81804C9E780EDE582A9996DB4A315020B2733197DB84925")
    assert AES128.derive(agreed, ENCRYPTION) == x("F5F0E35C0D7161EE6724EE513A0D9A7F")
    assert AES128.derive(agreed, AUTHENTICATION) == x("FE251C7858B356B24514B3BD5F4297D1")


def test_the_generator_of_appendix_g_is_mapped() -> None:
    curve = BY_OID["1.3.36.3.3.2.8.1.1.7"]
    shared = curve.multiply(SECRETS[0], curve.decode(x(MAPPING_IC)))
    nonce = int("3F00C4D39D153F2B2A214A078D899B22", 16)
    mapped = curve.add(curve.multiply(nonce, curve.g), shared)
    assert mapped is not None
    assert curve.encode(mapped) == x(MAPPED)


def pace_script(named: str = "") -> list[tuple[str, str]]:
    choice = f"800A{PROTOCOL}830101{named}"
    return [
        (f"0022C1A4{len(choice) // 2:02X}{choice}", "9000"),
        ("10860000027C0000", "7C12801095A3A016522EE98D01E76CB6B98B42C39000"),
        (f"10860000457C438141{MAPPING_IFD}00", f"7C438241{MAPPING_IC}9000"),
        (f"10860000457C438341{AGREEMENT_IFD}00", f"7C438441{AGREEMENT_IC}9000"),
        ("008600000C7C0A8508C2B0BD78D94BA86600", "7C0A86083ABB9674BCE93C089000"),
    ]


def test_pace_of_appendix_g_is_reproduced_byte_for_byte() -> None:
    """And the SELECT of the application after it; its bytes under G.1's keys are another implementation's."""
    found = offers(read_card_access(x("31143012060A04007F0007020204020202010202010D")))
    select = (
        "0CA4040C1D871101752F676B09FAC86A87D632749A49C7CC8E08C18BA1FCE707BD9F00",
        "990290008E08BEA7B381C494A0799000",
    )
    channel = Channel(Scripted([*pace_script(), select]))
    given = iter(SECRETS)
    password = pace_password(mrz_information("T22000129", "640812", "101031"))
    channel.session = open_pace(channel, found[0], password, MRZ, lambda order: next(given))
    assert channel.ask(0xA4, 4, 0x0C, x("A0000002471001")) == b""


def test_a_chip_that_wants_its_parameters_named_is_told_them() -> None:
    found = offers(read_card_access(x("31143012060A04007F0007020204020202010202010D")))
    refused = (pace_script()[0][0], "6A80")
    channel = Channel(Scripted([refused, *pace_script("84010D")]))
    given = iter(SECRETS)
    password = pace_password(mrz_information("T22000129", "640812", "101031"))
    assert isinstance(open_pace(channel, found[0], password, MRZ, lambda order: next(given)), Session)
